import { interrupted } from '../scripts/lib/children.mjs';
import { StepError, main, say } from '../scripts/lib/say.mjs';
import { benchCrosshair } from './crosshair';
import { missesOf, rounded, type Ratios } from './figures';
import { fleetArgs, fleetCost } from './fleet';
import { benchProvisioning, hasKubectl } from './provisioning';
import { benchPage } from './page';
import { withCountedStack, withStack, withTwoTabs } from './stack';
import { benchTab, HISTORY } from './tab';
import { benchViewers } from './viewers';

/** More than this hangs. */
const AT_MOST_MS = 30 * 60_000;

const benchmarks: Record<string, (signal: AbortSignal) => Promise<Ratios>> = {
  tab: signal =>
    withStack({ sandboxArgs: ['--history', HISTORY], signal }, benchTab),

  viewers: signal =>
    withCountedStack(
      { sandboxArgs: ['--history', '2h'], signal },
      benchViewers,
    ),

  fleet: async signal => {
    const costAt = (models: number) =>
      withCountedStack(
        { sandboxArgs: fleetArgs(models), signal },
        (stack, counters) => fleetCost(stack, counters, models),
      );
    const at10 = await costAt(10);
    const at100 = await costAt(100);
    return {
      fleetPrometheusQueries100To10:
        at100.prometheusQueries / at10.prometheusQueries,
      fleetKubernetesLists100To10: at100.kubernetesLists / at10.kubernetesLists,
    };
  },

  page: signal =>
    withTwoTabs({ sandboxArgs: ['--history', '2h'], signal }, benchPage),

  crosshair: signal =>
    withStack({ sandboxArgs: ['--no-load'], signal }, benchCrosshair),

  provisioning: async signal => {
    if (!hasKubectl()) {
      say('  Left out: there is no kubectl on the PATH to compare with.');
      return {};
    }
    return withStack({ sandboxArgs: ['--no-load'], signal }, benchProvisioning);
  },
};

async function measure(names: string[], signal: AbortSignal): Promise<number> {
  const known = Object.keys(benchmarks);
  const unknown = names.find(name => !known.includes(name));
  if (unknown) {
    throw new StepError(`There is no benchmark ${unknown}`, {
      remedy: `Benchmarks: ${known.join(', ')}`,
    });
  }
  const ratios: Ratios = {};
  for (const name of names.length ? names : known) {
    say(`▸ ${name}`);
    const found = rounded(await benchmarks[name](signal));
    Object.entries(found).forEach(([figure, ratio]) =>
      say(`  ${figure} ${ratio}`),
    );
    Object.assign(ratios, found);
  }
  process.stdout.write(`${JSON.stringify(ratios)}\n`);
  const misses = missesOf(ratios);
  misses.forEach(({ figure, ratio, aim }) =>
    say(`✗ ${figure} is ${ratio}; the aim is at most ${aim}`),
  );
  return misses.length ? 1 : 0;
}

main(async () => {
  const ending = new AbortController();
  interrupted().then(() => ending.abort(new Error('Interrupted')));
  return measure(
    process.argv.slice(2),
    AbortSignal.any([ending.signal, AbortSignal.timeout(AT_MOST_MS)]),
  );
}).finally(() => process.exit());
