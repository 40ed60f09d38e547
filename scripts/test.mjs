import { spawn } from 'node:child_process';
import { interrupted } from './lib/children.mjs';
import { whyNoGo } from './lib/go.mjs';
import { root } from './lib/paths.mjs';
import { calledByYarn, prepare } from './lib/prepare.mjs';
import { runStages } from './lib/runStages.mjs';
import { StepError, main, say } from './lib/say.mjs';
import { conformance, stages } from './lib/stages.mjs';
import { jestOptions } from './lib/jest.mjs';

/** Also compares with the real things, where they can be built. */
const WITH_CONFORMANCE = '--with-conformance';

/** What `yarn test` means to a Backstage developer: jest, watching, with jest's own arguments. */
function jest() {
  const child = spawn(
    'backstage-cli',
    ['repo', 'test', ...process.argv.slice(2)],
    {
      cwd: root,
      env: { ...process.env, NODE_OPTIONS: jestOptions(process.env) },
      stdio: 'inherit',
    },
  );
  return new Promise(resolve => {
    child.once('exit', code => resolve(code ?? 1));
  });
}

function canBuild() {
  const why = whyNoGo();
  if (why) {
    say(`Conformance is left out: ${why}.`);
  }
  return !why;
}

function choose(names) {
  const all = [...stages, conformance];
  const unknown = names.filter(name => !all.some(s => s.name === name));
  if (unknown.length) {
    throw new StepError(`There is no stage ${unknown.join(', ')}`, {
      remedy: `Stages: ${all.map(({ name }) => name).join(', ')}`,
    });
  }
  return names.length ? all.filter(({ name }) => names.includes(name)) : stages;
}

async function everything(args) {
  const names = args.filter(arg => arg !== WITH_CONFORMANCE);
  const more =
    args.includes(WITH_CONFORMANCE) && canBuild() ? [conformance] : [];
  const chosen = [...choose(names), ...more];
  const tools = await prepare({
    programs: [...new Set(chosen.flatMap(({ programs = [] }) => programs))],
  });
  const { passed, failed } = await runStages(chosen, tools);
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
}

await main(() =>
  calledByYarn() && process.env.npm_lifecycle_event === 'test'
    ? jest()
    : Promise.race([
        everything(process.argv.slice(2)),
        interrupted().then(() => 130),
      ]),
);
process.exit();
