import type { Ratios } from './figures';
import type { Counters, Stack } from './stack';
import { median, pause } from './statistics';

const VIEWERS = 200;
const ROUNDS = 5;
const HOUR_MS = 3600_000;
/** Longer than the backend keeps an answer. */
const BETWEEN_ROUNDS_MS = 6_000;
/** What the page refreshes by. */
const REFRESH_MS = 30_000;

/** Queries that reach Prometheus when many look at one model, beside one who looks. */
export async function benchViewers(
  { api }: Stack,
  { prometheusQueries }: Counters,
): Promise<Ratios> {
  const ref = { cluster: 'local', namespace: 'ml-mon', name: 'rest-seldon' };
  /** What the page asks when it opens. */
  const look = async () => {
    const now = Date.now();
    await Promise.all([
      api.getModelHealth(ref),
      api.getModelMetrics({
        ...ref,
        from: new Date(now - HOUR_MS).toISOString(),
        to: new Date(now).toISOString(),
      }),
    ]);
  };
  const queriesOf = async (viewers: number, withinMs: number) => {
    const before = prometheusQueries.count();
    await Promise.all(
      Array.from({ length: viewers }, async (_, index) => {
        await pause((index * withinMs) / viewers);
        await look();
      }),
    );
    const queries = prometheusQueries.count() - before;
    await pause(BETWEEN_ROUNDS_MS);
    return queries;
  };

  await queriesOf(1, 0);
  const one: number[] = [];
  const many: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    one.push(await queriesOf(1, 0));
    many.push(await queriesOf(VIEWERS, 0));
  }
  const spread = await queriesOf(VIEWERS, REFRESH_MS);
  return {
    viewers200ToOne: median(many) / median(one),
    viewers200SpreadToOne: spread / median(one),
  };
}
