import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import type { ContainerImage, ExitStatus } from '../models/runtime';
import { BEHIND_PROXY_PORT } from './proxyImages';

/** Leaves the web port to a proxy. */
export const LISTEN_LOCAL = '--web.listen-address=:9091';
const TERMINATION_MS = 1_000;

/** The binary of `PROMETHEUS_BINARY`, else `prometheus` on the path, once it has proved to run. */
export function findPrometheus(env: NodeJS.ProcessEnv): string {
  const binary = env.PROMETHEUS_BINARY || 'prometheus';
  const { error, status } = spawnSync(binary, ['--version'], {
    stdio: 'ignore',
    timeout: 10_000,
  });
  if (error || status !== 0) {
    throw new Error(
      `Prometheus cannot be run as "${binary}"${error ? ` (${error.message})` : ''}. Install it (Debian, Ubuntu: apt-get install prometheus) or set PROMETHEUS_BINARY to its path.`,
    );
  }
  return binary;
}

export interface PrometheusFiles {
  config: string;
  rules: string;
  data: string;
}

export const prometheusFiles = (directory: string): PrometheusFiles => ({
  config: join(directory, 'prometheus.yml'),
  rules: join(directory, 'rules'),
  data: join(directory, 'data'),
});

/** A container that is a real Prometheus in a process of its own. */
export function prometheusImage(
  binary: string,
  files: PrometheusFiles,
): ContainerImage {
  return async context => {
    const listenLocal = context.args.includes(LISTEN_LOCAL);
    const { host, port } = await context.reservePort(
      listenLocal ? BEHIND_PROXY_PORT : 9090,
    );
    const child = spawn(
      binary,
      [
        `--config.file=${files.config}`,
        `--storage.tsdb.path=${files.data}`,
        '--storage.tsdb.retention.time=15d',
        `--web.listen-address=${host}:${port}`,
        '--web.enable-lifecycle',
        // Targets change within seconds here, so do not sit on the news.
        '--scrape.discovery-reload-interval=1s',
        '--log.level=warn',
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    createInterface({ input: child.stderr }).on('line', line =>
      context.log(line),
    );
    const exited = new Promise<ExitStatus>(resolve => {
      child.once('error', error => {
        context.log(error.message);
        resolve({ code: 127 });
      });
      child.once('exit', code => resolve({ code: code ?? 137 }));
    });
    return {
      exited,
      async stop() {
        if (child.exitCode !== null || child.signalCode !== null) {
          return;
        }
        child.kill('SIGTERM');
        const cancel = context.clock.after(TERMINATION_MS, () =>
          child.kill('SIGKILL'),
        );
        await exited;
        cancel();
      },
    };
  };
}
