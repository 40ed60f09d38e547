import { EXECUTOR_BUCKETS_SECONDS } from '../../models/executor/executorMetrics';
import { seldonNames } from '../../controllers/seldon/names';
import { ML_NAMESPACE, type TutorialModel } from '../../world/tutorialModels';

const DAY_SECONDS = 86_400;
const STEP_SECONDS = 60;
const MEAN_REQUESTS_PER_SECOND = 4;
/** How far traffic swings around its mean in the course of a day. */
const SWING = 0.4;
/** Every day from one to half past, the first model fails on a part of its requests. */
const INCIDENT = { from: 13 * 3_600, to: 13.5 * 3_600, share: 0.05 };
/** Which part of the requests is done within each bound. */
const WITHIN: [number, number][] = [
  [0.005, 0.4],
  [0.01, 0.8],
  [0.025, 0.93],
  [0.05, 0.97],
  [0.1, 0.99],
  [0.5, 1],
];
const MEAN_LATENCY_SECONDS = 0.009;

type Labels = Record<string, string>;
type Counter = (secondsOfDay: number) => number;

/** Requests since midnight: a steady stream with a wave of one day. */
export const requestsSinceMidnight: Counter = seconds =>
  MEAN_REQUESTS_PER_SECOND *
  (seconds +
    SWING *
      (DAY_SECONDS / (2 * Math.PI)) *
      (1 - Math.cos((2 * Math.PI * seconds) / DAY_SECONDS)));

const failuresSinceMidnight: Counter = seconds =>
  INCIDENT.share *
  Math.max(
    0,
    requestsSinceMidnight(Math.min(seconds, INCIDENT.to)) -
      requestsSinceMidnight(INCIDENT.from),
  );

const shareWithin = (bound: number) =>
  WITHIN.filter(([upTo]) => upTo <= bound).at(-1)?.[1] ?? 0;

const text = (labels: Labels) =>
  `{${Object.entries(labels)
    .map(([name, value]) => `${name}="${value}"`)
    .join(',')}}`;

/** Writes OpenMetrics for a part of a day, in seconds since its midnight. Counters start at zero at midnight, with a pod of that day. */
export function* dayOfMetrics(
  models: TutorialModel[],
  midnightSeconds: number,
  part: { from: number; until: number },
): Generator<string> {
  function* series(name: string, labels: Labels, value: Counter) {
    const head = `${name}${text(labels)}`;
    for (let at = part.from; at < part.until; at += STEP_SECONDS) {
      yield `${head} ${value(at)} ${midnightSeconds + at}\n`;
    }
  }

  function* histogram(name: string, labels: Labels, count: Counter) {
    for (const bound of EXECUTOR_BUCKETS_SECONDS) {
      yield* series(
        `${name}_bucket`,
        { ...labels, le: String(bound) },
        at => Math.floor(count(at)) * shareWithin(bound),
      );
    }
    const whole: Counter = at => Math.floor(count(at));
    yield* series(`${name}_bucket`, { ...labels, le: '+Inf' }, whole);
    yield* series(`${name}_count`, labels, whole);
    yield* series(
      `${name}_sum`,
      labels,
      at => whole(at) * MEAN_LATENCY_SECONDS,
    );
  }

  const day = new Date(midnightSeconds * 1000)
    .toISOString()
    .slice(0, 10)
    .replaceAll('-', '');
  const described = models.map((model, index) => {
    const service = seldonNames.predictorService(model.name, model.predictor);
    const target = (name: string, endpoint: string, container: string) => ({
      container,
      endpoint,
      instance: `history:${endpoint}`,
      job: name,
      namespace: ML_NAMESPACE,
      pod: `${service}-0-${model.container}-history-${day}`,
      service: name,
    });
    const failures: Counter = index === 0 ? failuresSinceMidnight : () => 0;
    return {
      model,
      failures,
      successes: (at: number) => requestsSinceMidnight(at) - failures(at),
      engine: target(service, 'http', 'seldon-container-engine'),
      wrapper: target(
        `${service}-${model.container}-metrics`,
        'metrics',
        model.container,
      ),
      identity: {
        deployment_name: model.name,
        predictor_name: model.predictor,
      },
    };
  });

  const server = 'seldon_api_executor_server_requests_seconds';
  yield `# TYPE ${server} histogram\n`;
  for (const { engine, identity, successes, failures } of described) {
    const labels = {
      ...engine,
      ...identity,
      exported_service: 'predictions',
      method: 'post',
    };
    yield* histogram(server, { ...labels, code: '200' }, successes);
    if (failures(DAY_SECONDS) > 0) {
      yield* histogram(server, { ...labels, code: '500' }, failures);
    }
  }
  const client = 'seldon_api_executor_client_requests_seconds';
  yield `# TYPE ${client} histogram\n`;
  for (const { engine, identity, model, successes } of described) {
    yield* histogram(
      client,
      {
        ...engine,
        ...identity,
        exported_service: model.request.path.startsWith('/v1/')
          ? model.request.path
          : '/predict',
        method: 'post',
        code: '200',
        model_name: model.container,
      },
      successes,
    );
  }
  yield '# TYPE up gauge\n';
  for (const { engine } of described) {
    yield* series('up', engine, () => 1);
  }
  const custom = described.filter(({ model }) => model.customMetrics);
  const wrapped = ({
    wrapper,
    identity,
    model,
  }: (typeof described)[number]) => ({
    ...wrapper,
    ...identity,
    model_name: model.container,
    method: 'predict',
    worker_id: '8',
  });
  yield '# TYPE mycounter counter\n';
  for (const each of custom) {
    yield* series('mycounter_total', wrapped(each), at =>
      Math.floor(requestsSinceMidnight(at)),
    );
  }
  yield '# TYPE mygauge gauge\n';
  for (const each of custom) {
    yield* series('mygauge', wrapped(each), () => 100);
  }
  yield '# EOF\n';
}
