import { Children, interrupted, stopChild } from './lib/children.mjs';
import { root } from './lib/paths.mjs';
import { prepare } from './lib/prepare.mjs';
import { sandboxCommand } from './lib/sandbox.mjs';
import { main } from './lib/say.mjs';

await main(async () => {
  const tools = await prepare({ programs: ['prometheus', 'promtool'] });
  const children = new Children();
  const child = children.start(sandboxCommand(tools, process.argv.slice(2)), {
    cwd: root,
    env: tools.env,
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  interrupted().then(() => stopChild(child));
  return new Promise((resolve, reject) => {
    child.once('exit', code => resolve(code ?? 0));
    child.once('error', reject);
  });
});
// A pending listener for signals must not keep an ended command alive.
process.exit();
