import { Children, interrupted, stopChild } from './lib/children.mjs';
import { root } from './lib/paths.mjs';
import { prepare } from './lib/prepare.mjs';
import { main } from './lib/say.mjs';
import { conformance } from './lib/stages.mjs';

/** Compares the sandbox with software that no one here wrote. Arguments are passed on. */
await main(async () => {
  const { node, env } = await prepare({ programs: conformance.programs });
  const child = new Children().start(
    [
      node,
      '--import',
      'tsx',
      'e2e/conformance/cli.ts',
      ...process.argv.slice(2),
    ],
    { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  interrupted().then(() => stopChild(child));
  return new Promise((resolve, reject) => {
    child.once('exit', code => resolve(code ?? 1));
    child.once('error', reject);
  });
});
// A pending listener for signals must not keep an ended command alive.
process.exit();
