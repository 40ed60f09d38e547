export type Tier = 'basic' | 'gold';

/** What a caller asks for, and with it what must be measured. */
export type Ask =
  | {
      kind: 'prediction';
      code: 200 | 400 | 500;
      /** How long the model is told to take. */
      seconds: number;
      /** What it is told to report of itself, where it answers with 200. */
      units: number;
      workSeconds: number;
      tier: Tier;
    }
  /** No JSON: refused before any node is asked. */
  | { kind: 'unreadable' }
  | { kind: 'feedback'; reward: number }
  /** A check of health, which is no prediction. */
  | { kind: 'status' };

export interface PlannedCall {
  /** After the beginning. */
  atMs: number;
  predictor: string;
  replica: number;
  ask: Ask;
}

const times = (count: number, ask: Ask): Ask[] =>
  Array.from({ length: count }, () => ask);

const prediction = (
  code: 200 | 400 | 500,
  seconds: number,
  reported: { units?: number; workSeconds?: number; tier?: Tier } = {},
): Ask => ({
  kind: 'prediction',
  code,
  seconds,
  units: 2,
  workSeconds: 0.02,
  tier: 'basic',
  ...reported,
});

const gold = { units: 5, tier: 'gold' } as const;

/**
 * What one pod of each predictor is asked, over and over. Durations lie low in wide buckets, so that the orchestrator's own time leads
 * into no other, and the quantiles that are charted lie far from where one duration ends and the next begins.
 */
export const MIXES: Record<string, readonly Ask[]> = {
  main: [
    ...times(24, prediction(200, 0.12)),
    ...times(5, prediction(200, 0.3, gold)),
    ...times(13, prediction(200, 1.1, { ...gold, workSeconds: 0.2 })),
    ...times(3, prediction(400, 0.12)),
    ...times(4, prediction(500, 0.12)),
    ...times(1, { kind: 'unreadable' }),
    ...times(4, { kind: 'feedback', reward: 1 }),
    ...times(4, { kind: 'feedback', reward: 0.2 }),
    ...times(2, { kind: 'feedback', reward: 0 }),
    ...times(3, { kind: 'status' }),
  ],
  canary: [
    ...times(13, prediction(200, 0.3)),
    ...times(7, prediction(200, 10.2, gold)),
    ...times(5, prediction(500, 0.3)),
    ...times(3, { kind: 'feedback', reward: 0.6 }),
  ],
};

/** One call for each series there will be: Prometheus sees by how much a series grows, never what it begins with. */
const FIRST: Ask[] = [
  prediction(200, 0),
  prediction(200, 0, gold),
  prediction(400, 0),
  prediction(500, 0),
  { kind: 'feedback', reward: 0.6 },
  { kind: 'status' },
];

export interface Pods {
  /** Replicas by predictor. */
  replicas: Record<string, number>;
}

export const firstCalls = ({ replicas }: Pods): PlannedCall[] =>
  podsOf(replicas).flatMap(pod => FIRST.map(ask => ({ ...pod, atMs: 0, ask })));

/** The same for the same seed: `rounds` times the mix of each pod, in an order like chance, evenly over the time. */
export function planOf(
  options: Pods & { rounds: number; overMs: number; seed: number },
): PlannedCall[] {
  const { replicas, rounds, overMs, seed } = options;
  const random = randomFrom(seed);
  return podsOf(replicas).flatMap(pod => {
    const asks = shuffled(
      Array.from({ length: rounds }, () => MIXES[pod.predictor]).flat(),
      random,
    );
    const inOrder = [
      ...asks.filter(isLong),
      ...asks.filter(ask => !isLong(ask)),
    ];
    return inOrder.map((ask, index) => ({
      ...pod,
      ask,
      atMs: Math.round((index / inOrder.length) * overMs),
    }));
  });
}

/** These go first, so that all are answered at about the same time. */
const isLong = (ask: Ask) => ask.kind === 'prediction' && ask.seconds > 5;

const podsOf = (replicas: Record<string, number>) =>
  Object.entries(replicas).flatMap(([predictor, count]) =>
    Array.from({ length: count }, (_, replica) => ({ predictor, replica })),
  );

function shuffled<T>(values: readonly T[], random: () => number): T[] {
  const result = [...values];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [result[last], result[other]] = [result[other], result[last]];
  }
  return result;
}

/** mulberry32. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
