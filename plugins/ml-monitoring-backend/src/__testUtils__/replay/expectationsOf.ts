import { LATENCY_BOUNDS_SECONDS } from 'backstage-plugin-ml-monitoring-common';
import {
  allowances,
  type Allowances,
  type Conditions,
  type Duration,
} from './allowances';
import type { Expectation, Expected } from './expectation';
import type { Ask } from './plan';
import { levelOf, type SentCall } from './sendPlan';

/** The nodes of the graph: the first reports the metrics of the tutorial's model, the second what it is told. */
export const NODES = { first: 'prepare', second: 'classifier' } as const;

/** Of the timers of Seldon's Python wrapper: 50 bounds from 1 ms to 30 s, evenly spaced on a logarithmic scale. */
const TIMER_BOUNDS_SECONDS = Array.from(
  { length: 50 },
  (_, index) => 0.001 * 30_000 ** (index / 49),
);
/** What the tutorial's model says of every call. */
const TUTORIAL = { level: 100, workSeconds: 0.0202 };

/** What was sent to a model. */
export interface Sent {
  /** Calls that made the series, so that these are seen to grow. */
  first: readonly SentCall[];
  all: readonly SentCall[];
}

/** What every panel about a model has to show, by what was sent to it. */
export function expectationsOf(
  sent: Sent,
  conditions: Conditions,
): Expectation[] {
  const allow = allowances(conditions);
  return ofEachPredictor(sent, (predictor, calls) =>
    [
      ...traffic(calls, allow),
      ...nodes(calls, allow),
      ...reported(calls, allow),
      ...tutorialMetrics(calls, allow),
    ].map(([panel, part, expected]) => ({
      panel,
      series: [predictor, part].filter(Boolean).join(' · '),
      ...expected,
    })),
  );
}

/** What the amounts that the model reports come to by the tier that they are for. */
export function expectationsByTier(
  sent: Sent,
  conditions: Conditions,
): Expectation[] {
  const allow = allowances(conditions);
  return ofEachPredictor(sent, (predictor, { all }) =>
    ['basic', 'gold'].map(tier => ({
      panel: 'custom:told_units_total',
      series: `${predictor} · ${tier}`,
      ...allow.rate(
        total(
          reports(all).filter(ask => ask.tier === tier),
          'units',
        ),
      ),
    })),
  );
}

function ofEachPredictor(
  { first, all }: Sent,
  describe: (predictor: string, calls: Sent) => Expectation[],
): Expectation[] {
  const predictors = new Set(all.map(({ predictor }) => predictor));
  return [...predictors].flatMap(predictor =>
    describe(predictor, {
      first: first.filter(call => call.predictor === predictor),
      all: all.filter(call => call.predictor === predictor),
    }),
  );
}

/** Panel, what follows the predictor in the name of the series, and its number. */
type Row = readonly [string, string, Expected];

const isPrediction = ({ ask }: SentCall) => ask.kind === 'prediction';
const isAnyPrediction = (call: SentCall) =>
  isPrediction(call) || call.ask.kind === 'unreadable';

function traffic(calls: Sent, allow: Allowances): Row[] {
  const predictions = calls.all.filter(isAnyPrediction);
  const uncertain = uncertainOf(calls, isAnyPrediction);
  const early = calls.first.filter(isAnyPrediction).map(durationOf);
  const within = (from: number, to: number) =>
    predictions.filter(({ code }) => code >= from && code < to).length;
  const failed = within(500, 600);
  return [
    ['requests', '', allow.rate(predictions.length, uncertain)],
    ['success-ratio', '', allow.share(failed, predictions.length, uncertain)],
    ['errors', '4xx', allow.rate(within(400, 500))],
    ['errors', '5xx', allow.rate(failed)],
    ...latencies('latency', '', (q, bounds) =>
      allow.quantile(q, predictions.map(durationOf), bounds, early),
    ),
  ];
}

function nodes(calls: Sent, allow: Allowances): Row[] {
  const asked = calls.all.filter(isPrediction);
  const uncertain = uncertainOf(calls, isPrediction);
  const failed = asked.filter(({ code }) => code >= 500).length;
  const told = asked.map(durationOf);
  const early = calls.first.filter(isPrediction).map(durationOf);
  const { first, second } = NODES;
  // The first node is told nothing, and has what the second did not take.
  const rest = ({ least, most }: Duration) => ({
    least: 0,
    most: most - least,
  });
  const timesOf = {
    [first]: [told.map(rest), early.map(rest)],
    [second]: [told, early],
  };
  return [
    ...Object.entries(timesOf).flatMap(
      ([node, [durations, uncounted]]): Row[] => [
        ['node-requests', node, allow.rate(asked.length, uncertain)],
        ...latencies('node-latency', `${node} · `, (q, bounds) =>
          allow.quantile(q, durations, bounds, uncounted),
        ),
      ],
    ),
    ['node-errors', `${first} · 5xx`, allow.rate(0)],
    ['node-errors', `${second} · 5xx`, allow.rate(failed)],
  ];
}

const latencies = (
  panel: string,
  prefix: string,
  quantile: (q: number, bounds: readonly number[]) => Expected,
) =>
  [0.5, 0.95, 0.99].map((q): Row => [
    panel,
    `${prefix}p${q * 100}`,
    quantile(q, LATENCY_BOUNDS_SECONDS),
  ]);

/** What the model was told to report, and what its callers thought of it. */
function reported({ first, all }: Sent, allow: Allowances): Row[] {
  const asks = reports(all);
  const rewards = rewardsOf(all);
  const levels = [...new Set(all.map(({ replica }) => levelOf(replica)))];
  return [
    ['reward', '', allow.mean(sum(rewards), rewards.length)],
    ['feedback', '', allow.increase(rewards.length, rewardsOf(first).length)],
    ['custom:told_units_total', '', allow.rate(total(asks, 'units'))],
    ['custom:told_level', '', allow.exactly(sum(levels) / levels.length)],
    ...timer(
      'custom:told_work',
      asks.map(({ workSeconds }) => workSeconds),
      allow,
    ),
  ];
}

/** Reported of every call, feedback and checks of health included. */
function tutorialMetrics(calls: Sent, allow: Allowances): Row[] {
  const { level, workSeconds } = TUTORIAL;
  const reaches = ({ ask }: SentCall) => ask.kind !== 'unreadable';
  return [
    [
      'custom:mycounter_total',
      '',
      allow.rate(calls.all.filter(reaches).length, uncertainOf(calls, reaches)),
    ],
    ['custom:mygauge', '', allow.exactly(level)],
    ...timer('custom:mytimer', [workSeconds], allow),
  ];
}

function timer(
  panel: string,
  seconds: readonly number[],
  allow: Allowances,
): Row[] {
  const durations = seconds.map(each => ({ least: each, most: each }));
  return [
    [panel, 'mean', allow.mean(sum(seconds), seconds.length)],
    ...[0.5, 0.95].map((q): Row => [
      panel,
      `p${q * 100}`,
      allow.quantile(q, durations, TIMER_BOUNDS_SECONDS),
    ]),
  ];
}

/** In each pod the first of them surely made a series. */
function uncertainOf(
  { first }: Sent,
  counts: (call: SentCall) => boolean,
): number {
  const pods = new Set(first.map(({ replica }) => replica));
  return Math.max(0, first.filter(counts).length - pods.size);
}

/** The wrapper does not count feedback that is worth nothing. */
const rewardsOf = (calls: readonly SentCall[]) =>
  calls.flatMap(({ ask }) =>
    ask.kind === 'feedback' && ask.reward ? ask.reward : [],
  );

const durationOf = ({ ask, tookSeconds }: SentCall): Duration => ({
  least: ask.kind === 'prediction' ? ask.seconds : 0,
  most: tookSeconds,
});

type Report = Extract<Ask, { kind: 'prediction' }>;

const reports = (calls: readonly SentCall[]): Report[] =>
  calls.flatMap(({ ask, code }) =>
    ask.kind === 'prediction' && code === 200 ? ask : [],
  );

const sum = (values: readonly number[]) =>
  values.reduce((all, value) => all + value, 0);

const total = (asks: readonly Report[], field: 'units' | 'workSeconds') =>
  sum(asks.map(ask => ask[field]));
