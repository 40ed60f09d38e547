import { createWriteStream, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Children, interrupted } from '../scripts/lib/children.mjs';
import { root } from '../scripts/lib/paths.mjs';
import { ensureFrontend, startPortal } from '../scripts/lib/portal.mjs';
import { freePort } from '../scripts/lib/ports.mjs';
import { prepare } from '../scripts/lib/prepare.mjs';
import { startSandbox } from '../scripts/lib/sandbox.mjs';
import { sandboxEnvironment } from '../scripts/lib/sandboxEnvironment.mjs';
import { main, say } from '../scripts/lib/say.mjs';
import { startSecondPrometheus } from './secondPrometheus.mjs';

const results = path.join(root, 'e2e/results');
const children = new Children();

/** The whole product on free ports of loopback: Chromium → portal → sandbox and its Prometheus. */
async function startStack(tools) {
  const [sandboxLog, portalLog] = ['sandbox', 'portal'].map(name =>
    createWriteStream(path.join(results, `${name}.log`)),
  );
  const { info } = await startSandbox(tools, {
    children,
    onLine: line => sandboxLog.write(`${line}\n`),
  });
  const second = await startSecondPrometheus(info.prometheus);
  const { url } = await startPortal(tools, {
    children,
    port: await freePort(),
    env: { ...sandboxEnvironment(info), SECOND_PROMETHEUS: second.url },
    // A developer's own app-config.local.yaml must not decide over a story.
    args: ['app-config.yaml', 'e2e/app-config.yaml'].flatMap(file => [
      '--config',
      path.join(root, file),
    ]),
    onLine: line => portalLog.write(`${line}\n`),
  });
  return { portalUrl: url, sandbox: info, secondPrometheus: second.url };
}

async function runStories() {
  const tools = await prepare({
    programs: ['prometheus', 'promtool', 'chromium'],
  });
  await ensureFrontend(tools);
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  const stack = await startStack(tools);
  const choice = process.argv.slice(2);
  const stories = children.start(
    [
      tools.node,
      path.join(root, 'node_modules/@playwright/test/cli.js'),
      'test',
      '--config',
      'e2e/playwright.config.ts',
      ...choice,
      // Whoever chooses stories wants these alone, one after the other.
      ...(choice.length ? ['--no-deps', '--workers=1'] : []),
    ],
    {
      cwd: root,
      env: { ...tools.env, E2E_STACK: JSON.stringify(stack) },
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  return new Promise(resolve => {
    stories.once('exit', code => resolve(code ?? 1));
  });
}

await main(async () => {
  const stop = interrupted().then(() => 1);
  try {
    const exitCode = await Promise.race([stop, runStories()]);
    if (exitCode !== 0) {
      say('  Screenshots, traces and logs: e2e/results');
    }
    return exitCode;
  } finally {
    await children.stop();
  }
});
process.exit();
