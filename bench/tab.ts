import type { MetricsAnswer } from 'backstage-plugin-ml-monitoring-common';
import type { Ratios } from './figures';
import type { Stack } from './stack';
import { medianRatio, milliseconds, pause } from './statistics';

const MODELS = ['rest-seldon', 'rest-tfserving', 'seldon-model'];
const ROUNDS = 10;
const HOUR_MS = 3600_000;
const STEP_MS = 15_000;
/** Longer than the backend shares a reading of the cluster. */
const BETWEEN_ROUNDS_MS = 2_500;

/** The answer to the tab beside its own queries, each round about an hour nobody asked about before. */
export async function benchTab({ api, sandbox }: Stack): Promise<Ratios> {
  const now = Date.now();
  const rounds: { ours: number; sideBySide: number; slowestAlone: number }[] =
    [];
  // The first round warms up both sides.
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const name of MODELS) {
      const to = new Date(now - (round + 1) * STEP_MS);
      let answer: MetricsAnswer | undefined;
      const ours = await milliseconds(async () => {
        answer = await api.getModelMetrics({
          cluster: 'local',
          namespace: 'ml-mon',
          name,
          from: new Date(to.getTime() - HOUR_MS).toISOString(),
          to: to.toISOString(),
        });
      });
      const theirs = await askDirectly(sandbox.prometheus, answer!);
      if (round > 0) {
        rounds.push({ ours, ...theirs });
      }
    }
    await pause(BETWEEN_ROUNDS_MS);
  }
  return {
    tabToQueriesSideBySide: medianRatio(
      rounds.map(({ ours, sideBySide }) => ({ ours, theirs: sideBySide })),
    ),
    tabToSlowestQueryAlone: medianRatio(
      rounds.map(({ ours, slowestAlone }) => ({ ours, theirs: slowestAlone })),
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
    const response = await fetch(url);
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
