import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PROMTOOL } from './promtool';

const PROMETHEUS = process.env.PROMETHEUS_BINARY ?? 'prometheus';
const READY_WITHIN_MS = 60_000;

export interface RunningPrometheus {
  url: string;
  stop(): Promise<void>;
}

/**
 * A real Prometheus on a free port that scrapes nothing and holds the given samples.
 *
 * @param openMetrics - samples with timestamps, in OpenMetrics text
 * @param options.rules - groups of rules, evaluated every second over what is now
 */
export async function startPrometheus(
  openMetrics: string,
  options: { rules?: object } = {},
): Promise<RunningPrometheus> {
  return inDirectory(async directory => {
    const samples = join(directory, 'samples.txt');
    const rules = join(directory, 'rules.json');
    await writeFile(samples, openMetrics);
    await writeFile(rules, JSON.stringify(options.rules ?? { groups: [] }));
    await promisify(execFile)(PROMTOOL, [
      'tsdb',
      'create-blocks-from',
      // Days in blocks of two hours take many of them.
      '--max-block-duration=200h',
      'openmetrics',
      samples,
      join(directory, DATA),
    ]);
    return run(directory, {
      global: { evaluation_interval: '1s' },
      rule_files: [rules],
      scrape_configs: [],
    });
  });
}

/** A real Prometheus on a free port that scrapes what its configuration says. */
export function startScrapingPrometheus(
  config: object,
): Promise<RunningPrometheus> {
  return inDirectory(directory => run(directory, config));
}

const DATA = 'data';

async function inDirectory(
  start: (directory: string) => Promise<RunningPrometheus>,
): Promise<RunningPrometheus> {
  const directory = await mkdtemp(join(tmpdir(), 'prometheus-'));
  const remove = () => rm(directory, { recursive: true, force: true });
  try {
    const { url, stop } = await start(directory);
    return {
      url,
      async stop() {
        await stop();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function run(
  directory: string,
  config: object,
): Promise<RunningPrometheus> {
  const file = join(directory, 'prometheus.yml');
  await writeFile(file, JSON.stringify(config));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(
    PROMETHEUS,
    [
      `--config.file=${file}`,
      `--storage.tsdb.path=${join(directory, DATA)}`,
      '--storage.tsdb.retention.time=100y',
      `--web.listen-address=127.0.0.1:${port}`,
      '--log.level=error',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let stderr = '';
  child.stderr.on('data', chunk => {
    stderr += chunk;
  });
  const ended = new Promise<void>(resolve => {
    child.once('close', () => resolve());
  });
  const stop = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  try {
    await untilReady(`${url}/-/ready`, () => {
      if (child.exitCode !== null) {
        throw new Error(`Prometheus ended: ${stderr}`);
      }
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

async function untilReady(url: string, check: () => void) {
  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    check();
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) {
      return;
    }
    if (Date.now() > deadline) {
      throw new Error(
        `${url} did not become ready within ${READY_WITHIN_MS / 1000} s`,
      );
    }
    await new Promise(resolve => {
      setTimeout(resolve, 50);
    });
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => {
    server.close(resolve);
  });
  return port;
}
