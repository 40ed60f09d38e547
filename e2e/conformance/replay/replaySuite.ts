import {
  number,
  type Comparison,
} from '../../../plugins/ml-monitoring-backend/src/__testUtils__/replay/expectation';
import { Replay } from '../../../plugins/ml-monitoring-backend/src/__testUtils__/replay/Replay';
import {
  setups,
  type Setup,
} from '../../../plugins/ml-monitoring-backend/src/__testUtils__/replay/setups';
import { startScrapingVictoriaMetrics } from '../engines/startVictoriaMetrics';
import type { CheckResult } from '../runChecks';
import type { Suite } from '../Suite';

/** It copies older values to instants of the last half minute, unless told otherwise. */
const SETTLE_MS = 31_000;

/** Every model, asked of the store that scrapes both clusters. */
const shared: Setup[] = [
  ...new Map(
    setups.map(({ cluster, model }): [string, Setup] => {
      const title = `replay: every panel of model ${model} in cluster ${cluster}`;
      return [title, { title, cluster, model, from: ['shared'] }];
    }),
  ).values(),
];
const byTier = 'replay: amounts by the tag of who they are for';

const checks = [...shared, { title: byTier }];

/** What was sent, beside what VictoriaMetrics says that it scraped itself. */
export const replaySuite: Suite = {
  title: 'What was sent, measured by another engine',
  names: { reference: 'sent', other: 'VictoriaMetrics' },
  checks,
  async run({ isWanted, log }) {
    const versions: string[] = [];
    const replay = await Replay.start({
      async engine(config) {
        const running = await startScrapingVictoriaMetrics(config, { log });
        versions.push(running.title);
        return running;
      },
      dividesBy: 'scraped',
      settleMs: SETTLE_MS,
    });
    try {
      const results: CheckResult[] = [];
      for (const { title } of checks.filter(each => isWanted(each.title))) {
        const setup = shared.find(each => each.title === title);
        const rows = setup
          ? await replay.look(setup)
          : await replay.lookByTier(shared[0]);
        results.push(resultOf(title, rows));
        log(`  ${title}`);
      }
      return { results, versions };
    } finally {
      await replay.stop();
    }
  },
};

function resultOf(title: string, rows: readonly Comparison[]): CheckResult {
  const nameOf = ({ panel, series }: Comparison) => `${panel} ${series}`;
  const allowed = ({ truth, least, most }: Comparison) =>
    `${number(truth)} (${number(least)} to ${number(most)})`;
  const facts = (value: (row: Comparison) => unknown) =>
    Object.fromEntries(rows.map(row => [nameOf(row), value(row)]));
  return {
    title,
    reference: { outcome: 'observed', facts: facts(allowed) },
    other: { outcome: 'observed', facts: facts(row => number(row.measured)) },
    differences: rows
      .filter(({ holds }) => !holds)
      .map(row => ({
        at: nameOf(row),
        reference: allowed(row),
        other: number(row.measured),
      })),
  };
}
