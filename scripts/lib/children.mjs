import { spawn } from 'node:child_process';

const PATIENCE_MS = 15_000;
const PARENT_CHECK_MS = 500;

/**
 * Long-running programs that end with us. Each is the leader of a process group of its own, so that
 * Ctrl-C reaches us alone and we end them in order, with whatever they started.
 */
export class Children {
  #running = [];

  /**
   * @param {string[]} command
   * @param {import('node:child_process').SpawnOptions & { patienceMs?: number }} options `patienceMs`:
   *   how long it may take to end by itself
   */
  start(command, { patienceMs = PATIENCE_MS, ...options }) {
    const child = spawn(command[0], command.slice(1), {
      ...options,
      detached: process.platform !== 'win32',
    });
    this.#running.push({ child, patienceMs });
    const forget = () => {
      this.#running = this.#running.filter(each => each.child !== child);
    };
    child.once('exit', forget);
    child.once('error', forget);
    return child;
  }

  /** Ends the last started first; one that does not listen is killed. */
  async stop() {
    for (const { child, patienceMs } of this.#running.slice().reverse()) {
      await stopChild(child, patienceMs);
    }
  }
}

/** @param {import('node:child_process').ChildProcess} child */
export function stopChild(child, patienceMs = PATIENCE_MS) {
  if (child.exitCode !== null || child.signalCode !== null || !child.pid) {
    return Promise.resolve();
  }
  return new Promise(resolve => {
    const kill = setTimeout(() => signal(child, 'SIGKILL'), patienceMs);
    child.once('exit', () => {
      clearTimeout(kill);
      resolve();
    });
    child.stdin?.end();
    signal(child, 'SIGTERM');
  });
}

function signal(child, name) {
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') {
      throw error;
    }
  }
}

/**
 * Resolves at the first wish of the user or the system that we end. npm runs us by a shell, which does
 * not pass signals on: that it is gone is a wish too.
 */
export function interrupted() {
  const parent = process.ppid;
  return new Promise(resolve => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(name, resolve);
    }
    setInterval(() => {
      if (process.ppid !== parent) {
        resolve();
      }
    }, PARENT_CHECK_MS).unref();
  });
}
