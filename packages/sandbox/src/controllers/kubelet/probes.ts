import { get } from 'node:http';
import { connect } from 'node:net';

export interface Probe {
  httpGet?: { path?: string; port: number | string };
  tcpSocket?: { port: number | string };
  initialDelaySeconds?: number;
  timeoutSeconds?: number;
  periodSeconds?: number;
  failureThreshold?: number;
}

export interface ProbeTarget {
  host: string;
  port: number;
  /** The address for messages: what the pod says it is. */
  shown: string;
}

/** Runs one probe. Answers what is wrong in the kubelet's words, or nothing. */
export function runProbe(
  probe: Probe,
  target: ProbeTarget,
): Promise<string | undefined> {
  const timeoutMs = (probe.timeoutSeconds ?? 1) * 1000;
  return probe.httpGet
    ? probeHttp(probe.httpGet.path ?? '/', target, timeoutMs)
    : probeTcp(target, timeoutMs);
}

function probeHttp(path: string, target: ProbeTarget, timeoutMs: number) {
  const { host, port, shown } = target;
  return new Promise<string | undefined>(resolve => {
    const request = get(
      { host, port, path, timeout: timeoutMs, agent: false },
      response => {
        response.resume();
        const code = response.statusCode ?? 0;
        resolve(
          code >= 200 && code < 400
            ? undefined
            : `HTTP probe failed with statuscode: ${code}`,
        );
      },
    );
    const url = `Get "http://${shown}${path}"`;
    request.on('timeout', () => {
      resolve(
        `${url}: context deadline exceeded (Client.Timeout exceeded while awaiting headers)`,
      );
      request.destroy();
    });
    request.on('error', error => resolve(`${url}: ${dialError(error, shown)}`));
  });
}

function probeTcp({ host, port, shown }: ProbeTarget, timeoutMs: number) {
  return new Promise<string | undefined>(resolve => {
    const socket = connect({ host, port, timeout: timeoutMs });
    socket.on('connect', () => {
      resolve(undefined);
      socket.destroy();
    });
    socket.on('timeout', () => {
      resolve(`dial tcp ${shown}: i/o timeout`);
      socket.destroy();
    });
    socket.on('error', error => resolve(dialError(error, shown)));
  });
}

const dialError = (error: Error, shown: string) =>
  (error as NodeJS.ErrnoException).code === 'ECONNREFUSED'
    ? `dial tcp ${shown}: connect: connection refused`
    : `dial tcp ${shown}: ${error.message}`;
