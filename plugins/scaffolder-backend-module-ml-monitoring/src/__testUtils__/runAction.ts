import { mockServices } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { JsonObject, JsonValue } from '@backstage/types';
import {
  createMlMonitoringClient,
  limitedFetch,
} from 'backstage-plugin-ml-monitoring-common';
import { validate } from 'jsonschema';
import { createActions } from '../actions';
import type { Clock } from '../clock';
import { startContractServer, type Answers } from './contractServer';

/** Time that passes only while somebody sleeps. */
export function virtualClock(): Clock {
  let now = Date.parse('2026-01-01T00:00:00Z');
  return {
    now: () => now,
    async sleep(milliseconds, signal) {
      signal?.throwIfAborted();
      now += milliseconds;
    },
  };
}

export function actionsAt(baseUrl: string, clock: Clock = virtualClock()) {
  return createActions({
    api: createMlMonitoringClient({
      discoveryApi: { getBaseUrl: async () => baseUrl },
      fetchApi: {
        fetch: limitedFetch(fetch, {
          timeoutMs: 90_000,
          maximumBytes: 1_000_000,
        }),
      },
    }),
    auth: mockServices.auth({ pluginId: 'scaffolder' }),
    clock,
  });
}

export interface Run {
  outputs: Record<string, unknown>;
  log: string[];
  checkpoints: string[];
  calls: { endpoint: string; input: unknown; token?: string }[];
  error?: Error;
}

export interface RunOptions {
  isDryRun?: boolean;
  signal?: AbortSignal;
  clock?: Clock;
  checkpoints?: Record<string, JsonValue>;
  workspacePath?: string;
}

/** Runs one action as the scaffolder does, its input checked by the action's JSON schema, against a backend that gives the answers. */
export async function runAction(
  id: string,
  input: JsonObject,
  answers: Answers,
  options: RunOptions = {},
): Promise<Run> {
  const server = await startContractServer(answers);
  try {
    return await runActionAt(server, id, input, options);
  } finally {
    await server.close();
  }
}

/** The same against a backend that runs already. */
export async function runActionAt(
  { baseUrl, calls = [] }: { baseUrl: string; calls?: Run['calls'] },
  id: string,
  input: JsonObject,
  options: RunOptions = {},
): Promise<Run> {
  const action = actionsAt(baseUrl, options.clock).find(
    candidate => candidate.id === id,
  )!;
  const { errors } = validate(input, action.schema!.input as object);
  if (errors.length) {
    throw new Error(`Invalid input: ${errors.join(', ')}`);
  }
  const result: Run = { outputs: {}, log: [], checkpoints: [], calls };
  const logger = mockServices.logger.mock({
    info: jest.fn(line => result.log.push(line)),
    warn: jest.fn(line => result.log.push(`WARN ${line}`)),
  });
  try {
    await action.handler({
      ...createMockActionContext({
        input,
        workspacePath: options.workspacePath,
      }),
      logger,
      isDryRun: options.isDryRun,
      signal: options.signal,
      output: (name: PropertyKey, value: unknown) => {
        result.outputs[String(name)] = value;
      },
      async checkpoint({ key, fn }) {
        result.checkpoints.push(key);
        return (options.checkpoints?.[key] as any) ?? fn();
      },
    });
  } catch (error) {
    result.error = error as Error;
  }
  return result;
}
