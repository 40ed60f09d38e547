import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from 'sandbox/src/clock';
import type { ContainerContext } from 'sandbox/src/models/runtime';
import {
  pythonWrapper,
  type PythonModel,
} from 'sandbox/src/models/wrapper/pythonWrapper';
import { openWorkplace } from '../../control-plane/openWorkplace';
import { freePorts } from '../../control-plane/freePorts';
import { findPythonWrapper } from '../../control-plane/pythonWrapper';
import { until } from '../../control-plane/until';
import { observation } from '../runChecks';
import type { StartedSide } from '../Suite';
import { parseExposition, type Exposition } from './exposition';

const startMilliseconds = 120_000;
const METRICS_PATH = '/prometheus';

/** The parts a node of an inference graph can play; the real wrapper plays one at a time. */
export const roles = ['MODEL', 'TRANSFORMER', 'ROUTER', 'COMBINER'] as const;

export type Role = (typeof roles)[number];

/** Seldon's wrapper around one and the same model, once for each part. */
export interface Wrapper {
  call(
    role: Role,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; contentType?: string; body: any }>;
  metrics(role: Role): Promise<Exposition>;
}

type Ports = Record<Role, { http: number; grpc: number; metrics: number }>;

async function choosePorts(): Promise<Ports> {
  const ports = await freePorts(3 * roles.length);
  return Object.fromEntries(
    roles.map((role, index) => {
      const [http, grpc, metrics] = ports.slice(3 * index);
      return [role, { http, grpc, metrics }];
    }),
  ) as Ports;
}

/** What the operator sets. */
const environmentOf = (ports: Ports[Role]) => ({
  SELDON_DEPLOYMENT_ID: 'seldon-model',
  PREDICTOR_ID: 'example',
  PREDICTOR_LABELS: '{"version":"example"}',
  PREDICTIVE_UNIT_ID: 'classifier',
  PREDICTIVE_UNIT_IMAGE: 'registry.example.com:5000/ml/metrics:0.1',
  PREDICTIVE_UNIT_HTTP_SERVICE_PORT: String(ports.http),
  PREDICTIVE_UNIT_GRPC_SERVICE_PORT: String(ports.grpc),
  PREDICTIVE_UNIT_METRICS_SERVICE_PORT: String(ports.metrics),
  PREDICTIVE_UNIT_METRICS_ENDPOINT: METRICS_PATH,
});

const wrapperAt = (ports: Ports): Wrapper => ({
  async call(role, path, body) {
    const response = await fetch(
      `http://127.0.0.1:${ports[role].http}${path}`,
      body === undefined
        ? undefined
        : {
            method: 'POST',
            headers: { 'Content-Type': 'application/json' },
            body: typeof body === 'string' ? body : JSON.stringify(body),
          },
    );
    const text = await response.text();
    return {
      status: response.status,
      contentType: response.headers.get('content-type') ?? undefined,
      body: parsed(text),
    };
  },
  async metrics(role) {
    const response = await fetch(
      `http://127.0.0.1:${ports[role].metrics}${METRICS_PATH}`,
    );
    return {
      contentType: response.headers.get('content-type') ?? undefined,
      ...parseExposition(await response.text()),
    };
  },
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const sideOf = (
  wrapper: Wrapper,
  versions: string[],
  close: () => Promise<void>,
): StartedSide<Wrapper> => ({
  versions,
  look: check => observation(() => check.observe(wrapper)),
  close,
});

export async function startRealWrapper(options: {
  log: (line: string) => void;
}): Promise<StartedSide<Wrapper>> {
  const program = await findPythonWrapper(options);
  const ports = await choosePorts();
  const { folder, group, close } = await openWorkplace('wrapper-');
  try {
    for (const role of roles) {
      group.start({
        name: `wrapper of a ${role}`,
        path: program.path,
        args: [
          'ConformanceModel',
          ...['--service-type', role],
          ...['--http-port', String(ports[role].http)],
          ...['--grpc-port', String(ports[role].grpc)],
          ...['--metrics-port', String(ports[role].metrics)],
        ],
        cwd: folder,
        environment: {
          ...process.env,
          ...environmentOf(ports[role]),
          PYTHONPATH: dirname(fileURLToPath(import.meta.url)),
          PYTHONDONTWRITEBYTECODE: '1',
        },
      });
    }
    const wrapper = wrapperAt(ports);
    for (const role of roles) {
      await until(
        async () =>
          (await wrapper.call(role, '/health/ping')).status === 200 &&
          (await wrapper.metrics(role)) !== undefined,
        {
          what: `the wrapper of a ${role} to answer`,
          timeoutMilliseconds: startMilliseconds,
          failed: group.failed,
        },
      );
    }
    return sideOf(wrapper, [program.title], close);
  } catch (error) {
    await close();
    throw error;
  }
}

/** What `ConformanceModel.py` does. */
function conformanceModel(): PythonModel {
  let tagged = false;
  return {
    route: () => 1,
    predict(rows) {
      if (rows[0][0] < 0) throw new Error('the first value is negative');
      tagged = rows[0][0] === 7;
      return { rows };
    },
    metrics: () =>
      tagged
        ? [
            {
              type: 'COUNTER',
              key: 'tagged',
              value: 1,
              tags: { branch: 'a', model_name: 'other' },
            },
          ]
        : [
            { type: 'COUNTER', key: 'calls', value: 1 },
            { type: 'GAUGE', key: 'level', value: 100 },
            { type: 'TIMER', key: 'duration', value: 20.2 },
          ],
  };
}

export async function startSandboxWrapper(): Promise<StartedSide<Wrapper>> {
  const ports = await choosePorts();
  const servers: Server[] = [];
  for (const role of roles) {
    const context: Partial<ContainerContext> = {
      env: environmentOf(ports[role]),
      clock: systemClock,
      log: () => {},
      async listen(port, handler) {
        const server = createServer(handler);
        await once(server.listen(port, '127.0.0.1'), 'listening');
        servers.push(server);
      },
    };
    await pythonWrapper(conformanceModel)(context as ContainerContext);
  }
  return sideOf(wrapperAt(ports), [], async () => {
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    }
  });
}
