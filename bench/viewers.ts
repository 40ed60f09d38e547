import type { Ratios } from './figures';
import type { CountingProxy } from './countingProxy';
import type { Counters, Stack } from './stack';
import { median, pause } from './statistics';

const MODELS = ['rest-seldon', 'rest-tfserving', 'seldon-model'];
const VIEWERS = 200;
const ROUNDS = 3;
const HOUR_MS = 3600_000;
/** What the page refreshes by. */
const REFRESH_MS = 30_000;
/** After so long everything that is asked for again is due, so that one person and many find the same known. */
const TURN_MS = 45_000;

/** What many who look at a model ask of Prometheus beside one who looks, and a second look beside the first. */
export async function benchViewers(
  { api }: Stack,
  { prometheusQueries }: Counters,
): Promise<Ratios> {
  /** What the page asks when it opens, and when it is refreshed. */
  const look = async (name: string) => {
    const ref = { cluster: 'local', namespace: 'ml-mon', name };
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
  const refresh = await refreshCost(look, prometheusQueries);

  const [name] = MODELS;
  const queriesOf = async (viewers: number, withinMs: number) => {
    await untilNextTurn();
    const before = prometheusQueries.count();
    await Promise.all(
      Array.from({ length: viewers }, async (_, index) => {
        await pause((index * withinMs) / viewers);
        await look(name);
      }),
    );
    return prometheusQueries.count() - before;
  };
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
    refreshToFirstLook: refresh,
  };
}

/** Of points that Prometheus works out, by model. */
async function refreshCost(
  look: (name: string) => Promise<void>,
  { points }: CountingProxy,
): Promise<number> {
  const pointsOf = async (name: string) => {
    const before = points();
    await look(name);
    return points() - before;
  };
  const looksOf = async () => {
    const asked: number[] = [];
    for (const name of MODELS) {
      asked.push(await pointsOf(name));
    }
    return asked;
  };
  const startedAtMs = Date.now();
  const first = await looksOf();
  await pause(startedAtMs + REFRESH_MS - Date.now());
  const second = await looksOf();
  return median(second.map((asked, index) => asked / first[index]));
}

/** Always as long after instants became new, so that none do so while many look. */
async function untilNextTurn() {
  await pause(TURN_MS - (Date.now() % TURN_MS) + 1_000);
}
