import { spawn } from 'node:child_process';

const graceMilliseconds = 5_000;
const linesKept = 40;

export interface RunningProcess {
  readonly name: string;
  /** Fulfilled with the reason when the process ends without having been asked to. */
  readonly failed: Promise<Error>;
  stop(): Promise<void>;
  /** For the case that nothing can be waited for any more. */
  kill(): void;
}

/** Runs a program until it is stopped, keeping the end of what it says for the case that it fails. */
export function startProcess(options: {
  name: string;
  path: string;
  args: string[];
  environment?: NodeJS.ProcessEnv;
  cwd?: string;
  /** As whom it runs, if not as ourselves. */
  identity?: { uid: number; gid: number };
  stopSignal?: NodeJS.Signals;
}): RunningProcess {
  const { name, path, args, environment = process.env, cwd } = options;
  const { identity, stopSignal = 'SIGTERM' } = options;
  const child = spawn(path, args, {
    ...identity,
    cwd,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    // Ctrl-C reaches us alone, so that we can end them in order.
    detached: true,
  });
  const ended = new Promise<void>(resolve => {
    child.once('close', () => resolve());
  });
  const lines: string[] = [];
  let stopping = false;
  /** To the program and to whatever it has started: it leads a process group of its own. */
  const send = (signal: NodeJS.Signals) => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, signal);
    } catch {
      // None of them is left.
    }
  };

  for (const output of [child.stdout, child.stderr]) {
    output.setEncoding('utf8').on('data', (text: string) => {
      lines.push(...text.split('\n').filter(Boolean));
      lines.splice(0, lines.length - linesKept);
    });
  }

  return {
    name,
    failed: new Promise(resolve => {
      child.on('error', error =>
        resolve(new Error(`${name} did not start: ${error.message}`)),
      );
      child.on('close', (code, signal) => {
        if (stopping) return;
        resolve(
          new Error(
            `${name} ended with ${signal ?? `code ${code}`}. It last said:\n${lines.join('\n')}`,
          ),
        );
      });
    }),
    async stop() {
      stopping = true;
      if (child.pid === undefined) return;
      send(stopSignal);
      const impatience = setTimeout(() => send('SIGKILL'), graceMilliseconds);
      await ended;
      clearTimeout(impatience);
    },
    kill() {
      stopping = true;
      send('SIGKILL');
    },
  };
}
