import type { Structure } from '../structure';
import {
  atomic,
  boolean,
  booleans,
  intOrString,
  integer,
  integers,
  namedKeySelector,
  keyedList,
  kind,
  labelSelector,
  listOf,
  mapOf,
  object,
  oneOf,
  portNumber,
  quantity,
  status,
  string,
  stringList,
  stringMap,
  texts,
} from './parts';

/** Prometheus' way to write a duration. */
const duration: Structure = {
  type: 'string',
  pattern:
    '^(0|(([0-9]+)y)?(([0-9]+)w)?(([0-9]+)d)?(([0-9]+)h)?(([0-9]+)m)?(([0-9]+)s)?(([0-9]+)ms)?)$',
};

const size: Structure = {
  type: 'string',
  pattern: '(^0|([0-9]*[.])?[0-9]+((K|M|G|T|E|P)i?)?B)$',
};

const proxyUrl: Structure = {
  type: 'string',
  pattern: '^(http|https|socks5)://.+$',
};

/** Spelt in lower case or with capitals. */
const relabelAction: Structure = {
  ...oneOf(
    ...'replace Replace keep Keep drop Drop hashmod HashMod labelmap LabelMap labeldrop LabelDrop labelkeep LabelKeep lowercase Lowercase uppercase Uppercase keepequal KeepEqual dropequal DropEqual'.split(
      ' ',
    ),
  ),
  default: 'replace',
};

const relabelings = listOf(
  object({
    ...texts('regex replacement separator targetLabel'),
    action: relabelAction,
    modulus: integer,
    sourceLabels: listOf({
      type: 'string',
      pattern: '^[a-zA-Z_][a-zA-Z0-9_]*$',
    }),
  }),
);

const secretOrConfigMap = object({
  configMap: namedKeySelector,
  secret: namedKeySelector,
});
const tlsVersion = oneOf('TLS10', 'TLS11', 'TLS12', 'TLS13');

const tlsConfig = {
  ca: secretOrConfigMap,
  cert: secretOrConfigMap,
  insecureSkipVerify: boolean,
  keySecret: namedKeySelector,
  maxVersion: tlsVersion,
  minVersion: tlsVersion,
  serverName: string,
} satisfies Record<string, Structure>;

const proxyConnectHeader = atomic(mapOf(listOf(namedKeySelector)));

const oauth2 = object(
  {
    ...texts('noProxy'),
    clientId: secretOrConfigMap,
    clientSecret: namedKeySelector,
    endpointParams: stringMap,
    proxyConnectHeader,
    proxyFromEnvironment: boolean,
    proxyUrl,
    scopes: stringList,
    tlsConfig: object(tlsConfig),
    tokenUrl: { type: 'string', minLength: 1 },
  },
  'clientId',
  'clientSecret',
  'tokenUrl',
);

const endpoint = {
  ...booleans(
    'enableHttp2 filterRunning followRedirects honorLabels honorTimestamps proxyFromEnvironment trackTimestampsStaleness',
  ),
  ...texts('noProxy path port'),
  authorization: object({ credentials: namedKeySelector, type: string }),
  basicAuth: object({ password: namedKeySelector, username: namedKeySelector }),
  bearerTokenSecret: namedKeySelector,
  interval: duration,
  metricRelabelings: relabelings,
  oauth2,
  params: mapOf(stringList),
  proxyConnectHeader,
  proxyUrl,
  relabelings,
  scheme: oneOf('http', 'https'),
  scrapeTimeout: duration,
  targetPort: intOrString,
} satisfies Record<string, Structure>;

const scrapeProtocol = oneOf(
  'PrometheusProto',
  'OpenMetricsText0.0.1',
  'OpenMetricsText1.0.0',
  'PrometheusText0.0.4',
  'PrometheusText1.0.0',
);

const monitor = {
  ...integers(
    'keepDroppedTargets labelLimit labelNameLengthLimit labelValueLengthLimit nativeHistogramBucketLimit sampleLimit targetLimit',
  ),
  ...booleans('convertClassicHistogramsToNHCB scrapeClassicHistograms'),
  attachMetadata: object({ node: boolean }),
  bodySizeLimit: size,
  fallbackScrapeProtocol: scrapeProtocol,
  jobLabel: string,
  namespaceSelector: object({ any: boolean, matchNames: stringList }),
  nativeHistogramMinBucketFactor: quantity,
  podTargetLabels: stringList,
  scrapeClass: { type: 'string', minLength: 1 },
  scrapeProtocols: {
    ...listOf(scrapeProtocol),
    'x-kubernetes-list-type': 'set',
  },
  selector: atomic(labelSelector),
  selectorMechanism: oneOf('RelabelConfig', 'RoleSelector'),
} satisfies Record<string, Structure>;

export const serviceMonitor = kind(
  {
    spec: object(
      {
        ...monitor,
        endpoints: listOf(
          object({
            ...endpoint,
            bearerTokenFile: string,
            tlsConfig: object({
              ...tlsConfig,
              ...texts('caFile certFile keyFile'),
            }),
          }),
        ),
        targetLabels: stringList,
      },
      'endpoints',
      'selector',
    ),
    status,
  },
  'spec',
);

export const podMonitor = kind(
  {
    spec: object(
      {
        ...monitor,
        podMetricsEndpoints: listOf(
          object({ ...endpoint, portNumber, tlsConfig: object(tlsConfig) }),
        ),
      },
      'selector',
    ),
  },
  'spec',
);

const rule = object(
  {
    ...texts('alert record'),
    annotations: stringMap,
    expr: intOrString,
    for: duration,
    keep_firing_for: { ...duration, minLength: 1 },
    labels: stringMap,
  },
  'expr',
);

const ruleGroup = object(
  {
    interval: duration,
    labels: stringMap,
    limit: integer,
    name: { type: 'string', minLength: 1 },
    partial_response_strategy: {
      type: 'string',
      pattern: '^(?i)(abort|warn)?$',
    },
    query_offset: duration,
    rules: listOf(rule),
  },
  'name',
);

export const prometheusRule = kind(
  { spec: object({ groups: keyedList(ruleGroup, 'name') }) },
  'spec',
);
