import { Children, interrupted, stopChild } from './lib/children.mjs';
import { root } from './lib/paths.mjs';
import { ensureFrontend } from './lib/portal.mjs';
import { prepare } from './lib/prepare.mjs';
import { main } from './lib/say.mjs';

/** Measures the product by what it stands beside. Names of benchmarks choose among them. */
await main(async () => {
  const tools = await prepare({
    programs: ['prometheus', 'promtool', 'chromium'],
  });
  await ensureFrontend(tools);
  const names = process.argv.slice(2);
  if (!names.length || names.includes('page')) {
    await ensureFrontend(tools, 'bench-portal');
  }
  const child = new Children().start(
    [tools.node, '--import', 'tsx', 'bench/run.ts', ...names],
    { cwd: root, env: tools.env, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  interrupted().then(() => stopChild(child));
  return new Promise((resolve, reject) => {
    child.once('exit', code => resolve(code ?? 1));
    child.once('error', reject);
  });
});
// A pending listener for signals must not keep an ended command alive.
process.exit();
