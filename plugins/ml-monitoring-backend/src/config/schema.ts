import { z } from 'zod/v3';
import { parseQuantity } from 'backstage-plugin-ml-monitoring-common';
import { panelsSchema, profilesSchema } from './panels';
import { parseDurationSeconds } from './quantities';

const text = z.string().min(1, 'must not be empty');
const labels = z.record(z.string());
const alertLabels = z.record(
  z
    .string()
    .regex(
      /^(?!__)[a-zA-Z_][a-zA-Z0-9_]*$/,
      'must be the name of a label of Prometheus: letters, digits and "_"',
    ),
  z.string(),
);
const patterns = z.array(text);

/** Exactly these keys: a misspelt one must not be silently without effect. */
const object = <S extends z.ZodRawShape>(shape: S) => z.object(shape).strict();

const httpUrl = z.string().refine(value => {
  try {
    return ['http:', 'https:'].includes(new URL(value).protocol);
  } catch {
    return false;
  }
}, 'must be an http(s) URL');

const duration = z.string().transform((value, context) => {
  const seconds = parseDurationSeconds(value);
  if (seconds === undefined || seconds <= 0) {
    context.addIssue({
      code: 'custom',
      message: 'must be a duration such as 500ms, 30s or 5m',
    });
    return z.NEVER;
  }
  return seconds;
});

/** Kept as text, for Prometheus and HAProxy read it. */
const durationText = z
  .string()
  .regex(/^[1-9][0-9]*(s|m|h)$/, 'must be a duration such as 30s or 1m');

const quantity = z
  .union([z.string(), z.number()])
  .transform((value, context) => {
    const number = parseQuantity(String(value));
    if (number === undefined) {
      context.addIssue({
        code: 'custom',
        message: 'must be a Kubernetes quantity such as 500m or 1Gi',
      });
      return z.NEVER;
    }
    return number;
  });

const hostTemplate = z
  .string()
  .regex(
    /^(?=.*\{name\})([a-z0-9-]|\{(cluster|namespace|name)\})+(\.([a-z0-9-]|\{(cluster|namespace|name)\})+)+$/,
    'must be a host name with a dot that contains {name}, and may contain {namespace} and {cluster}',
  )
  .refine(
    value => !value.slice(value.indexOf('.')).includes('{name}'),
    'must have {name} before its first dot',
  );

const auth = object({
  bearerToken: text.optional(),
  bearerTokenFile: text.optional(),
  username: text.optional(),
  password: text.optional(),
}).refine(
  ({ bearerToken, bearerTokenFile, username, password }) =>
    [
      bearerToken !== undefined,
      bearerTokenFile !== undefined,
      username !== undefined && password !== undefined,
    ].filter(Boolean).length === 1 &&
    (username === undefined) === (password === undefined),
  'must be one of bearerToken, bearerTokenFile, or username with password',
);

/** People see it. */
const publicUrl = httpUrl.refine(
  url => !/^https?:\/\/[^/?#]*@/i.test(url),
  'must not contain credentials: anybody who may see the page would see them',
);

const prometheus = object({
  cluster: text,
  namespaces: patterns.min(1).optional(),
  url: httpUrl.optional(),
  service: object({
    namespace: text,
    name: text,
    port: z.union([text, z.number().int()]).transform(String),
  }).optional(),
  openshift: z
    .union([z.boolean(), object({ tenancy: z.boolean() })])
    .optional(),
  matchers: labels.default({}),
  auth: auth.optional(),
  tls: object({ caFile: text.optional(), caData: text.optional() }).optional(),
  headers: labels.default({}),
  externalUrl: publicUrl.optional(),
})
  .refine(
    ({ url, service, openshift }) =>
      [url, service, openshift || undefined].filter(Boolean).length === 1,
    'must have exactly one of url, service and openshift',
  )
  .refine(
    ({ service, auth: given }) => !(service && given),
    'must not have auth beside service: the service proxy of the API server strips it',
  );

const badFrom = object({
  degraded: z.number().positive(),
  failing: z.number().positive(),
}).refine(
  ({ degraded, failing }) => degraded <= failing,
  'must have degraded no larger than failing',
);

const badFromSeconds = object({ degraded: duration, failing: duration }).refine(
  ({ degraded, failing }) => degraded <= failing,
  'must have degraded no larger than failing',
);

/** Once is no more. */
const timesAsMuch = z.number().min(1.1).optional();
const share = z.number().gt(0).max(1);

const health = object({
  errorRatio: badFrom.optional(),
  latency: badFromSeconds.optional(),
  minimumRequests: z.number().positive().optional(),
  progressingAfter: duration.optional(),
  staleAfter: duration.optional(),
  unreadyAfter: duration.optional(),
  restarts: object({
    count: z.number().int().positive(),
    within: duration,
  }).optional(),
  atMaximumAfter: duration.optional(),
  deletingAfter: duration.optional(),
  suddenChange: object({
    requests: timesAsMuch,
    errorRatio: timesAsMuch,
    latency: timesAsMuch,
  }).optional(),
  outlierRatio: share.optional(),
  rewardDrop: share.optional(),
});

const provisioning = object({
  namespaces: patterns,
  images: patterns.default([]),
  modelUris: patterns.default([]),
  serviceAccounts: patterns.default(['default']),
  exposure: z
    .array(z.enum(['none', 'route', 'ingress', 'gateway']))
    .default(['none']),
  route: object({
    labels: labels.default({}),
    hostTemplate: hostTemplate.optional(),
    timeout: durationText.optional(),
    tls: z.enum(['edge', 'none']).default('edge'),
    port: z.number().int().min(1).max(65535).optional(),
  }).default({}),
  ingress: object({ class: text.optional(), hostTemplate }).optional(),
  gateway: object({
    parentRef: object({
      name: text,
      namespace: text.optional(),
      sectionName: text.optional(),
    }),
    hostTemplate,
  }).optional(),
  monitoring: object({
    scrapeInterval: durationText.default('30s'),
    labels: labels.default({}),
    alertLabels: alertLabels.default({}),
    grafana: object({
      instanceSelector: labels.optional(),
      labels: labels.default({}),
      datasource: text.optional(),
      prometheusUrl: httpUrl
        .refine(
          url => !/^https?:\/\/[^/?#]*@/i.test(url),
          'must not contain credentials: anybody who may read the object would see them',
        )
        .optional(),
    }).default({}),
  }).default({}),
  resources: object({
    maximum: object({
      cpu: quantity.optional(),
      memory: quantity.optional(),
      replicas: z.number().int().min(0).optional(),
    }).default({}),
  }).default({}),
  predictions: object({
    enabled: z.boolean().default(false),
    maximumBytes: z
      .number()
      .int()
      .positive()
      .default(1024 * 1024),
    timeout: duration.default('30s'),
  }).default({}),
});

export const mlMonitoringConfigSchema = object({
  prometheus: z.array(prometheus).default([]),
  clusters: z
    .record(object({ namespaces: patterns.min(1).optional() }))
    .default({}),
  health: health.default({}),
  panels: panelsSchema,
  profiles: profilesSchema,
  provisioning: provisioning.optional(),
  /** The catalog module's own; what it calls an entity holds for entities in repositories too. */
  catalog: z
    .object({
      entityType: text.optional(),
      defaultOwner: text.optional(),
      defaultSystem: text.optional(),
      lifecycle: text.optional(),
    })
    .passthrough()
    .optional(),
  links: object({
    grafana: publicUrl.optional(),
    console: publicUrl.optional(),
  }).default({}),
});

export type ParsedConfig = z.output<typeof mlMonitoringConfigSchema>;
