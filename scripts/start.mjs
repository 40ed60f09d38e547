import { createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';
import { Children, interrupted } from './lib/children.mjs';
import { logsDir, root } from './lib/paths.mjs';
import { ensureFrontend, startPortal } from './lib/portal.mjs';
import { firstFreePort } from './lib/ports.mjs';
import { calledByYarn, prepare } from './lib/prepare.mjs';
import { startSandbox } from './lib/sandbox.mjs';
import { sandboxEnvironment } from './lib/sandboxEnvironment.mjs';
import { StepError, main, say } from './lib/say.mjs';

const children = new Children();

/** Resolves when it ends although nobody asked it to. */
const ends = (child, name) =>
  new Promise(resolve => {
    child.once('exit', code => resolve(`${name} ended with ${code}`));
  });

/** The terminal shows what a visitor needs; the rest is kept to be looked up. */
function logTo(name) {
  mkdirSync(logsDir, { recursive: true });
  const log = createWriteStream(path.join(logsDir, `${name}.log`));
  return line => log.write(`${line}\n`);
}

async function startSandboxed(tools) {
  say('▸ Sandbox: a small cluster with three models, on loopback');
  const { child, info } = await startSandbox(tools, {
    children,
    args: process.argv.slice(2),
    onLine: logTo('sandbox'),
  });
  say('✓ Sandbox');
  say(`  kubectl: export KUBECONFIG=${info.kubeconfig}`);
  say(`  Prometheus: ${info.prometheus}`);
  return { child, env: sandboxEnvironment(info) };
}

async function portal() {
  const tools = await prepare({ programs: ['prometheus', 'promtool'] });
  await ensureFrontend(tools);
  const sandbox = await startSandboxed(tools);
  const wanted = Number(process.env.PORT ?? 7007);
  const port = await firstFreePort(wanted);
  if (port !== wanted) {
    say(`  Port ${wanted} is taken; using ${port}.`);
  }
  say('▸ Portal');
  const { child, url } = await startPortal(tools, {
    children,
    port,
    env: sandbox.env,
    onLine: logTo('portal'),
  });
  say('✓ Portal');
  say();
  say(`  Open ${url}`);
  say('  Enter as Ada, then: Catalog → rest-seldon → Monitoring.');
  say('  A model of your own: Create → Deploy a Seldon model.');
  say('  Logs: .tools/logs/portal.log. Ctrl-C ends everything.');
  say();
  return Promise.race([
    ends(sandbox.child, 'The sandbox'),
    ends(child, 'The portal'),
  ]);
}

/** What `yarn start` means to a Backstage developer: rebuilt at every change, on two ports. */
async function development() {
  const tools = await prepare({ programs: ['prometheus', 'promtool'] });
  const sandbox = await startSandboxed(tools);
  const child = children.start(tools.yarn('backstage-cli', 'repo', 'start'), {
    cwd: root,
    env: { ...tools.env, ...sandbox.env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return Promise.race([
    ends(sandbox.child, 'The sandbox'),
    ends(child, 'The development server'),
  ]);
}

await main(async () => {
  const stop = interrupted().then(() => undefined);
  try {
    const ended = await Promise.race([
      stop,
      calledByYarn() ? development() : portal(),
    ]);
    if (ended) {
      throw new StepError(ended);
    }
    say('▸ Ending');
  } finally {
    await children.stop();
  }
});
process.exit();
