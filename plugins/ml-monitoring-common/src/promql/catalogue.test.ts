import { panelCatalogue } from './catalogue';
import { fleetScope, keyNumberQueries, MODEL_LABELS } from './keyNumbers';
import { builtInProfiles } from './profiles';
import { modelScope } from './scope';
import { targetsScrapedAt, targetsUp } from './targets';

const scope = {
  ...modelScope({
    ref: { namespace: 'ml-mon', name: 'rest-seldon' },
    matchers: { cluster: 'prod-eu' },
    windowSeconds: 120,
  }),
  deployments: ['rest-seldon-model-0-classifier', 'a.b'],
};
const MODEL =
  'cluster="prod-eu",namespace="ml-mon",deployment_name="rest-seldon"';
const PODS = String.raw`cluster="prod-eu",namespace="ml-mon",pod=~"(rest-seldon-model-0-classifier|a\\.b)-[a-z0-9]{1,10}-[a-z0-9]{5}"`;
const CONTAINERS = 'container!="",container!="POD"';
const once = (vector: string) => `max by (pod,container) (${vector})`;
/** By container, else by pod. */
const used = (vector: (container: string) => string) =>
  `${once(vector(CONTAINERS))} or (${once(vector('container=""'))} and on () absent_over_time(container_cpu_usage_seconds_total{${PODS},${CONTAINERS}}[900s]))`;
const PREDICTIONS = 'predictions|/.*/(Predict|ModelInfer)';
const NODE_CALLS =
  '/predict|/transform-input|/transform-output|/route|/aggregate|/v1/models/.*:predict|/v2/models/.*/infer|/.*/(Predict|TransformInput|TransformOutput|Route|Aggregate|ModelInfer)';
const SERVER_FAULTS =
  '5..|Unknown|DeadlineExceeded|Unimplemented|Internal|Unavailable|DataLoss';
const CALLER_FAULTS =
  '4..|Canceled|InvalidArgument|NotFound|AlreadyExists|PermissionDenied|ResourceExhausted|FailedPrecondition|Aborted|OutOfRange|Unauthenticated';

/** The rate of a metric over all pods, each counted once. */
function rate(
  metric: string,
  options: {
    calls?: string;
    codes?: string;
    by?: string;
    model?: string;
    window?: number;
  } = {},
) {
  const { calls = PREDICTIONS, codes, by = '', model = MODEL } = options;
  const code = codes ? `,code=~"${codes}"` : '';
  const window = `[${options.window ?? 120}s]`;
  return [
    `max by (namespace,deployment_name,predictor_name,${by}method,code,_call,_pod) (`,
    'label_replace(label_replace(label_replace(label_replace(',
    `rate(${metric}{${model},exported_service=~"${calls}"${code}}${window})`,
    ` or rate(${metric}{${model},exported_service="",service=~"${calls}"${code}}${window})`,
    ',"_call","$1","service","(.*)"),"_call","$1","exported_service","(.+)")',
    ',"_pod","$1","instance","(.*)"),"_pod","$1","pod","(.+)"))',
  ].join('');
}

const SERVER = 'seldon_api_executor_server_requests_seconds';
const CLIENT = 'seldon_api_executor_client_requests_seconds';
const byPredictor = (vector: string) => `sum by (predictor_name) (${vector})`;
const all = byPredictor(rate(`${SERVER}_count`));
const faults = (codes: string) =>
  `${byPredictor(rate(`${SERVER}_count`, { codes }))} or 0 * ${all}`;
describe('panelCatalogue', () => {
  it('asks these questions about a model', () => {
    expect(
      Object.fromEntries(
        panelCatalogue.map(({ id, queries }) => [
          id,
          queries.map(({ promql }) => promql(scope)),
        ]),
      ),
    ).toEqual({
      requests: [all],
      'success-ratio': [`1 - (${faults(SERVER_FAULTS)}) / ${all}`],
      errors: [faults(CALLER_FAULTS), faults(SERVER_FAULTS)],
      latency: [0.5, 0.95, 0.99].map(
        q =>
          `histogram_quantile(${q}, sum by (le,predictor_name) (${rate(`${SERVER}_bucket`, { by: 'le,' })}))`,
      ),
      'node-requests': [
        `sum by (predictor_name,model_name) (${rate(`${CLIENT}_count`, { calls: NODE_CALLS, by: 'model_name,' })})`,
      ],
      'node-errors': [
        `sum by (predictor_name,model_name) (${rate(`${CLIENT}_count`, { calls: NODE_CALLS, codes: SERVER_FAULTS, by: 'model_name,' })}) or 0 * sum by (predictor_name,model_name) (${rate(`${CLIENT}_count`, { calls: NODE_CALLS, by: 'model_name,' })})`,
      ],
      'node-latency': [0.5, 0.95, 0.99].map(
        q =>
          `histogram_quantile(${q}, sum by (le,predictor_name,model_name) (${rate(`${CLIENT}_bucket`, { calls: NODE_CALLS, by: 'model_name,le,' })}))`,
      ),
      cpu: [
        used(
          of => `rate(container_cpu_usage_seconds_total{${PODS},${of}}[120s])`,
        ),
        once(`kube_pod_container_resource_limits{${PODS},resource="cpu"}`),
      ],
      memory: [
        used(of => `container_memory_working_set_bytes{${PODS},${of}}`),
        once(`kube_pod_container_resource_limits{${PODS},resource="memory"}`),
      ],
      throttling: [
        used(of =>
          ['throttled_periods', 'periods']
            .map(each =>
              once(
                `rate(container_cpu_cfs_${each}_total{${PODS},${of}}[120s])`,
              ),
            )
            .join(' / '),
        ),
      ],
      restarts: [
        once(
          ['max', 'min']
            .map(
              extreme =>
                `${extreme}_over_time(kube_pod_container_status_restarts_total{${PODS}}[120s])`,
            )
            .join(' - '),
        ),
      ],
    });
  });

  it('has one id for each panel', () => {
    const ids = [
      ...panelCatalogue,
      ...builtInProfiles.flatMap(({ panels }) => panels),
    ].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('says of every quantile how much it can tell', () => {
    const quantiles = panelCatalogue.filter(({ queries }) =>
      queries.some(({ promql }) => promql(scope).includes('quantile')),
    );
    expect(quantiles.map(({ id, ceiling }) => [id, ceiling])).toEqual([
      ['latency', 10],
      ['node-latency', 10],
    ]);
  });
});

describe('keyNumberQueries', () => {
  it('asks for one number for each model of the fleet', () => {
    const model = 'cluster="prod-eu",namespace=~"a|b"';
    const fleet = fleetScope({
      namespaces: ['a', 'b'],
      matchers: { cluster: 'prod-eu' },
      windowSeconds: 300,
    });
    const count = (codes?: string) =>
      `sum by (namespace,deployment_name) (${rate(`${SERVER}_count`, { model, codes, window: 300 })})`;
    expect(keyNumberQueries(fleet, MODEL_LABELS)).toEqual({
      requestsPerSecond: count(),
      errorRatio: `(${count(SERVER_FAULTS)} or 0 * ${count()}) / ${count()}`,
      callerFaultRatio: `(${count(CALLER_FAULTS)} or 0 * ${count()}) / ${count()}`,
      latencyP95Seconds: `histogram_quantile(0.95, sum by (le,namespace,deployment_name) (${rate(`${SERVER}_bucket`, { model, by: 'le,', window: 300 })}))`,
    });
  });
});

describe('targetsUp', () => {
  it.each([
    [['ml-mon'], 'up{cluster="prod-eu",namespace="ml-mon"}'],
    [['a', 'b'], 'up{cluster="prod-eu",namespace=~"a|b"}'],
    [[], 'up{cluster="prod-eu"}'],
  ])('asks about namespaces %j', (namespaces, query) => {
    const scopeOfTargets = { namespaces, matchers: { cluster: 'prod-eu' } };
    expect(targetsUp(scopeOfTargets)).toBe(query);
    expect(targetsScrapedAt(scopeOfTargets)).toBe(`timestamp(${query})`);
  });
});
