import { createInterface } from 'node:readline';
import { root } from './paths.mjs';
import { StepError } from './say.mjs';

const READY_WITHIN_MS = 60_000;
const TAIL_LINES = 20;

/** How to run the sandbox: TypeScript, loaded as it is. It ends when its standard input closes, which it does with us. */
export function sandboxCommand({ node }, args) {
  return [
    node,
    '--import',
    'tsx',
    'packages/sandbox/src/cli.ts',
    '--stdin',
    ...args,
  ];
}

/**
 * Starts the sandbox and waits until it is ready. Answers its one line, parsed, and the process.
 *
 * @param {{ node: string, env: NodeJS.ProcessEnv }} tools
 * @param {{ children: import('./children.mjs').Children, args?: string[],
 *   onLine?: (line: string) => void }} options
 */
export async function startSandbox(tools, { children, args = [], onLine }) {
  const child = children.start(sandboxCommand(tools, args), {
    cwd: root,
    env: tools.env,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const said = [];
  createInterface({ input: child.stderr }).on('line', line => {
    said.push(line);
    said.splice(0, said.length - TAIL_LINES);
    onLine?.(line);
  });
  const lines = createInterface({ input: child.stdout });
  return new Promise((resolve, reject) => {
    const fail = why => {
      clearTimeout(timer);
      reject(
        new StepError(`The sandbox ${why}`, {
          log: said,
          remedy: 'Run it alone to see more: npm run sandbox',
        }),
      );
    };
    const timer = setTimeout(
      () => fail(`was not ready within ${READY_WITHIN_MS / 1000} s`),
      READY_WITHIN_MS,
    );
    child.once('exit', code => fail(`ended with ${code} before it was ready`));
    child.once('error', error => fail(`could not start: ${error.message}`));
    lines.once('line', line => {
      try {
        resolve({ child, info: JSON.parse(line) });
        clearTimeout(timer);
      } catch {
        fail(`said something else than one line of JSON: ${line}`);
      }
    });
  });
}
