import {
  rangeOf,
  type MetricsAnswer,
} from 'backstage-plugin-ml-monitoring-common';
import type { Ratios } from './figures';
import type { Stack } from './stack';
import { medianRatio, milliseconds, pause } from './statistics';

const MODELS = ['rest-seldon', 'rest-tfserving', 'seldon-model'];
const HOUR_SECONDS = 3_600;
/** What the page offers, from an hour to all that the sandbox is told to remember. */
const RANGES_SECONDS = [1, 6, 24, 7 * 24, 14 * 24].map(
  hours => hours * HOUR_SECONDS,
);
export const HISTORY = '14d';
const ROUNDS = 8;
/** In the first ones the portal learns what the models have, and the code of both sides is compiled. */
const WARM_UP_ROUNDS = 3;
/** Longer than the backend shares a reading of the cluster. */
const BETWEEN_ROUNDS_MS = 2_500;

interface Turn {
  lengthSeconds: number;
  ours: number;
  sideBySide: number;
  slowestAlone: number;
}

/** The answer to the tab beside its own queries, each turn by steps that nobody asked by before. */
export async function benchTab({ api, sandbox }: Stack): Promise<Ratios> {
  const turns: Turn[] = [];
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round += 1) {
    for (const name of MODELS) {
      for (const lengthSeconds of RANGES_SECONDS) {
        const to = new Date();
        const from = new Date(to.getTime() - lengthSeconds * 1000);
        let answer: MetricsAnswer | undefined;
        const ours = await milliseconds(async () => {
          answer = await api.getModelMetrics({
            cluster: 'local',
            namespace: 'ml-mon',
            name,
            from: from.toISOString(),
            to: to.toISOString(),
            step: rangeOf({ from, to }, to).stepSeconds + round,
          });
        });
        const theirs = await askDirectly(sandbox.prometheus, answer!);
        if (round >= WARM_UP_ROUNDS) {
          turns.push({ lengthSeconds, ours, ...theirs });
        }
      }
    }
    await pause(BETWEEN_ROUNDS_MS);
  }
  const sideBySide = (some: Turn[]) =>
    medianRatio(some.map(({ ours, sideBySide: theirs }) => ({ ours, theirs })));
  return {
    tabToQueriesSideBySide: sideBySide(turns),
    tabHourToQueriesSideBySide: sideBySide(
      turns.filter(({ lengthSeconds }) => lengthSeconds === HOUR_SECONDS),
    ),
    tabToSlowestQueryAlone: medianRatio(
      turns.map(({ ours, slowestAlone }) => ({ ours, theirs: slowestAlone })),
    ),
  };
}

async function askDirectly(prometheus: string, answer: MetricsAnswer) {
  const queries = [...new Set(answer.panels.flatMap(panel => panel.queries))];
  if (!queries.length) {
    throw new Error(`${answer.ref.name} has no panels to compare`);
  }
  const { startSeconds, endSeconds, stepSeconds } = answer.range;
  const ask = async (query: string) => {
    const url = new URL('/api/v1/query_range', prometheus);
    url.search = new URLSearchParams({
      query,
      start: String(startSeconds),
      end: String(endSeconds),
      step: String(stepSeconds),
    }).toString();
    // As we ask: packed, answers would take longer.
    const response = await fetch(url, {
      headers: { 'Accept-Encoding': 'identity' },
    });
    if (!response.ok) {
      throw new Error(
        `Prometheus answered ${query} with HTTP ${response.status}`,
      );
    }
    await response.json();
  };
  const sideBySide = await milliseconds(() => Promise.all(queries.map(ask)));
  const alone: number[] = [];
  for (const query of queries) {
    alone.push(await milliseconds(() => ask(query)));
  }
  return { sideBySide, slowestAlone: Math.max(...alone) };
}
