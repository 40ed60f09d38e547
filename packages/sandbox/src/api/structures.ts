import type { Structure } from './structure';

const anything: Structure = { 'x-kubernetes-preserve-unknown-fields': true };
const string: Structure = { type: 'string' };
const integer: Structure = { type: 'integer' };
const boolean: Structure = { type: 'boolean' };
const intOrString: Structure = { 'x-kubernetes-int-or-string': true };

const object = (
  properties: Record<string, Structure>,
  ...required: string[]
): Structure => ({
  type: 'object',
  properties,
  ...(required.length > 0 && { required }),
});

const listOf = (items: Structure): Structure => ({ type: 'array', items });

const mapOf = (additionalProperties: Structure): Structure => ({
  type: 'object',
  additionalProperties,
});

/** Fields that exist; what they hold is taken as it comes. */
const known = (names: string) =>
  Object.fromEntries(names.split(' ').map(name => [name, anything]));

const kind = (properties: Record<string, Structure>, ...required: string[]) =>
  object(
    { apiVersion: string, kind: string, metadata: anything, ...properties },
    ...required,
  );

/** Prometheus' way to write a duration. */
const duration: Structure = {
  type: 'string',
  pattern:
    '^(0|(([0-9]+)y)?(([0-9]+)w)?(([0-9]+)d)?(([0-9]+)h)?(([0-9]+)m)?(([0-9]+)s)?(([0-9]+)ms)?)$',
};

const strings = listOf(string);
const texts = mapOf(string);

const selector = object({
  matchLabels: texts,
  matchExpressions: listOf(
    object({ key: string, operator: string, values: strings }),
  ),
});

const endpoint = {
  ...known(
    'authorization basicAuth bearerTokenSecret metricRelabelings oauth2 proxyConnectHeader relabelings tlsConfig',
  ),
  enableHttp2: boolean,
  filterRunning: boolean,
  followRedirects: boolean,
  honorLabels: boolean,
  honorTimestamps: boolean,
  interval: duration,
  noProxy: string,
  params: mapOf(strings),
  path: string,
  port: string,
  proxyFromEnvironment: boolean,
  proxyUrl: string,
  scheme: { type: 'string', enum: ['http', 'https'] },
  scrapeTimeout: duration,
  targetPort: intOrString,
  trackTimestampsStaleness: boolean,
} satisfies Record<string, Structure>;

const monitor = {
  ...known(
    'attachMetadata bodySizeLimit convertClassicHistogramsToNHCB fallbackScrapeProtocol nativeHistogramBucketLimit nativeHistogramMinBucketFactor scrapeClass scrapeClassicHistograms scrapeProtocols selectorMechanism',
  ),
  jobLabel: string,
  keepDroppedTargets: integer,
  labelLimit: integer,
  labelNameLengthLimit: integer,
  labelValueLengthLimit: integer,
  namespaceSelector: object({ any: boolean, matchNames: strings }),
  podTargetLabels: strings,
  sampleLimit: integer,
  selector,
  targetLimit: integer,
} satisfies Record<string, Structure>;

const rule = object(
  {
    record: string,
    alert: string,
    expr: intOrString,
    for: duration,
    keep_firing_for: duration,
    labels: texts,
    annotations: texts,
  },
  'expr',
);

const ruleGroup = object(
  {
    name: string,
    interval: duration,
    labels: texts,
    limit: integer,
    partial_response_strategy: string,
    query_offset: duration,
    rules: listOf(rule),
  },
  'name',
);

const routeTarget = object(
  {
    kind: { type: 'string', enum: ['Service', ''] },
    name: string,
    weight: { type: 'integer', minimum: 0, maximum: 256 },
  },
  'kind',
  'name',
);

const graphNode = object(
  {
    ...known('children endpoint logger methods parameters'),
    name: string,
    type: string,
    implementation: string,
    modelUri: string,
    envSecretRefName: string,
    serviceAccountName: string,
    storageInitializerImage: string,
  },
  'name',
);

const predictor = object(
  {
    ...known('engineResources explainer ssl svcOrchSpec'),
    name: string,
    graph: graphNode,
    componentSpecs: listOf(
      object({
        ...known('hpaSpec kedaSpec metadata pdbSpec spec'),
        replicas: integer,
      }),
    ),
    annotations: texts,
    labels: texts,
    progressDeadlineSeconds: integer,
    replicas: integer,
    shadow: boolean,
    traffic: integer,
  },
  'graph',
  'name',
);

/** The kinds whose fields are all known here, as far down as models and their monitoring use them. */
export const structures = {
  configMap: kind({ data: texts, binaryData: texts, immutable: boolean }),
  secret: kind({
    data: texts,
    stringData: texts,
    type: string,
    immutable: boolean,
  }),
  serviceMonitor: kind(
    {
      spec: object(
        {
          ...monitor,
          endpoints: listOf(object({ ...endpoint, bearerTokenFile: string })),
          targetLabels: strings,
        },
        'endpoints',
        'selector',
      ),
      status: anything,
    },
    'spec',
  ),
  podMonitor: kind(
    {
      spec: object(
        {
          ...monitor,
          podMetricsEndpoints: listOf(
            object({
              ...endpoint,
              portNumber: { type: 'integer', minimum: 1, maximum: 65535 },
            }),
          ),
        },
        'selector',
      ),
    },
    'spec',
  ),
  prometheusRule: kind({ spec: object({ groups: listOf(ruleGroup) }) }, 'spec'),
  route: kind(
    {
      spec: object(
        {
          ...known('httpHeaders tls'),
          alternateBackends: listOf(routeTarget),
          host: string,
          path: { type: 'string', pattern: '^/' },
          port: object({ targetPort: intOrString }, 'targetPort'),
          subdomain: string,
          to: routeTarget,
          wildcardPolicy: { type: 'string', enum: ['None', 'Subdomain', ''] },
        },
        'to',
      ),
      status: anything,
    },
    'spec',
  ),
  seldonDeployment: kind({
    spec: object(
      {
        annotations: texts,
        name: string,
        oauth_key: string,
        oauth_secret: string,
        predictors: listOf(predictor),
        protocol: string,
        replicas: integer,
        serverType: string,
        transport: string,
      },
      'predictors',
    ),
    status: anything,
  }),
} satisfies Record<string, Structure>;
