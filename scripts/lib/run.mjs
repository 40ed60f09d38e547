import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { logsDir, root } from './paths.mjs';
import { StepError, duration, say } from './say.mjs';

const HEARTBEAT_MS = 20_000;
const TAIL_LINES = 25;
const STACK_FRAME = /^(npm \S+)?\s+at \S/;

/**
 * Runs a program to its end, its output in a log file. Answers the exit code and the last lines.
 *
 * @param {string[]} command
 * @param {{ title: string, env?: NodeJS.ProcessEnv, cwd?: string, tail?: number }} options
 */
export async function capture(command, options) {
  const { title, env = process.env, cwd = root, tail = TAIL_LINES } = options;
  mkdirSync(logsDir, { recursive: true });
  const logFile = path.join(logsDir, `${title.replace(/\W+/g, '-')}.log`);
  const log = createWriteStream(logFile);
  const started = Date.now();
  const heartbeat = setInterval(
    () => say(`  … ${title}: ${duration(Date.now() - started)}`),
    HEARTBEAT_MS,
  );
  const lines = [''];
  const telling = line => line.trim() && !STACK_FRAME.test(line);
  try {
    const exitCode = await new Promise((resolve, reject) => {
      const child = spawn(command[0], command.slice(1), {
        cwd,
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const endWithUs = () => child.kill();
      process.once('exit', endWithUs);
      child.once('close', () => process.off('exit', endWithUs));
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', text => {
          log.write(text);
          const [first, ...rest] = text.split('\n');
          lines[lines.length - 1] += first;
          lines.push(...rest);
          lines.splice(0, lines.length - tail - 1);
        });
      }
      child.on('error', reject);
      child.on('close', (code, signal) => resolve(code ?? signal));
    });
    return {
      exitCode,
      tail: lines.map(stripVTControlCharacters).filter(telling),
      logFile,
    };
  } catch (error) {
    return { exitCode: error.code, tail: [error.message], logFile };
  } finally {
    clearInterval(heartbeat);
    await new Promise(resolve => log.end(resolve));
  }
}

/**
 * Runs a step of the preparation. Says what is going on; throws when it fails.
 *
 * @param {string} title
 * @param {string[]} command
 * @param {{ remedy: string | ((tail: string[]) => string), note?: string, env?: NodeJS.ProcessEnv,
 *   cwd?: string }} options
 */
export async function step(title, command, { remedy, note, ...options }) {
  const started = Date.now();
  say(`▸ ${title}${note ? ` (${note})` : ''}`);
  const { exitCode, tail, logFile } = await capture(command, {
    title,
    ...options,
  });
  if (exitCode !== 0) {
    throw new StepError(`${title}: ended with ${exitCode}`, {
      log: tail,
      remedy: `${typeof remedy === 'function' ? remedy(tail) : remedy}\n  Everything it said: ${path.relative(root, logFile)}`,
    });
  }
  say(`✓ ${title} (${duration(Date.now() - started)})`);
}
