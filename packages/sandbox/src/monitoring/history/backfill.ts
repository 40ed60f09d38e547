import { spawn } from 'node:child_process';
import { createWriteStream, existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { tutorialModels } from '../../world/tutorialModels';
import { dayOfMetrics } from './dayOfMetrics';

const DAY_SECONDS = 86_400;
const BLOCK_SECONDS = 7_200;
/** Another number makes everybody's cache start anew; raise it when the made-up metrics change. */
const GENERATION = 1;
const PROMTOOL_TIMEOUT_MS = 120_000;

const cacheDirectory = (env: NodeJS.ProcessEnv) =>
  join(
    env.XDG_CACHE_HOME || join(homedir(), '.cache'),
    'ml-monitoring-sandbox',
    `history-${GENERATION}`,
  );

/**
 * Fills Prometheus' storage with metrics of the time before it started. Days
 * that are over are kept in the user's cache; today is made afresh.
 */
export async function backfill(options: {
  env: NodeJS.ProcessEnv;
  now: Date;
  seconds: number;
  /** Where Prometheus will look for its blocks. */
  data: string;
  log(line: string): void;
  signal?: AbortSignal;
}): Promise<void> {
  const { env, now, seconds, data, log, signal } = options;
  const cache = cacheDirectory(env);
  await mkdir(cache, { recursive: true });
  await mkdir(data, { recursive: true });
  const nowSeconds = Math.floor(now.getTime() / 1000);
  const today = nowSeconds - (nowSeconds % DAY_SECONDS);
  const first = nowSeconds - seconds;
  for (
    let midnight = first - (first % DAY_SECONDS);
    midnight < today;
    midnight += DAY_SECONDS
  ) {
    signal?.throwIfAborted();
    const name = new Date(midnight * 1000).toISOString().slice(0, 10);
    const kept = join(cache, name);
    if (!existsSync(kept)) {
      log(`Making metrics of ${name} …`);
      const made = await makeBlocks({
        env,
        cache,
        midnight,
        until: DAY_SECONDS,
        signal,
      });
      // Another sandbox may have been faster; then its day is as good.
      await rename(made, kept).catch(() => rm(made, { recursive: true }));
    }
    await cp(kept, data, { recursive: true });
  }
  const made = await makeBlocks({
    env,
    cache,
    midnight: today,
    until: nowSeconds - today,
    signal,
  });
  await cp(made, data, { recursive: true });
  await rm(made, { recursive: true });
}

/** A directory with the blocks of one day, or of its beginning. */
async function makeBlocks(options: {
  env: NodeJS.ProcessEnv;
  cache: string;
  midnight: number;
  until: number;
  signal?: AbortSignal;
}): Promise<string> {
  const { env, cache, midnight, until, signal } = options;
  const directory = await mkdtemp(join(cache, 'making-'));
  const input = `${directory}.txt`;
  try {
    // promtool reads its input once per block, so each block gets one of its own.
    for (let from = 0; from < until; from += BLOCK_SECONDS) {
      const part = { from, until: Math.min(from + BLOCK_SECONDS, until) };
      await pipeline(
        Readable.from(chunks(dayOfMetrics(tutorialModels, midnight, part))),
        createWriteStream(input),
        { signal },
      );
      await promtool(
        env,
        [
          'tsdb',
          'create-blocks-from',
          '--quiet',
          'openmetrics',
          input,
          directory,
        ],
        signal,
      );
    }
    return directory;
  } catch (error) {
    await rm(directory, { recursive: true, force: true });
    throw error;
  } finally {
    await rm(input, { force: true });
  }
}

/** Lines in pieces large enough to be worth a write. */
function* chunks(lines: Iterable<string>): Generator<string> {
  let chunk = '';
  for (const line of lines) {
    chunk += line;
    if (chunk.length > 1_000_000) {
      yield chunk;
      chunk = '';
    }
  }
  yield chunk;
}

function promtool(
  env: NodeJS.ProcessEnv,
  args: string[],
  signal?: AbortSignal,
): Promise<void> {
  const binary = env.PROMTOOL_BINARY || 'promtool';
  return new Promise((resolve, reject) => {
    const child = spawn(binary, args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: PROMTOOL_TIMEOUT_MS,
      signal,
    });
    let complaint = '';
    child.stderr.on('data', data => {
      complaint = `${complaint}${data}`.slice(-2_000);
    });
    child.once('error', error =>
      reject(
        new Error(
          `promtool cannot be run as "${binary}" (${error.message}). It comes with Prometheus; set PROMTOOL_BINARY to its path.`,
        ),
      ),
    );
    child.once('exit', code =>
      code === 0
        ? resolve()
        : reject(new Error(`promtool ended with ${code}: ${complaint.trim()}`)),
    );
  });
}
