import { isDeepStrictEqual } from 'node:util';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  defaultHealthThresholds,
  entityDefaults,
} from 'backstage-plugin-ml-monitoring-common';
import type { MetricsSourceConfig } from '../services/types';
import { describeIssue } from '../describeIssue';
import { toPanelSettings } from './panels';
import { patternsMeet } from './patterns';
import { mlMonitoringConfigSchema, type ParsedConfig } from './schema';
import type { MlMonitoringConfig, ProvisioningConfig } from './types';

/** The only reader of `mlMonitoring`. Refuses what it does not understand, with the key's path. */
export function readMlMonitoringConfig(root: Config): MlMonitoringConfig {
  const raw = root.getOptional('mlMonitoring') ?? {};
  const parsed = mlMonitoringConfigSchema.safeParse(raw);
  if (!parsed.success) {
    throw new InputError(
      `Configuration ${describeIssue(parsed.error.issues[0], raw, {
        root: 'mlMonitoring',
        secret: path =>
          ['auth', 'headers', 'prometheusUrl', 'externalUrl', 'links'].some(
            key => path.includes(key),
          ),
      })}`,
    );
  }
  const {
    prometheus,
    clusters,
    health,
    panels,
    profiles,
    provisioning,
    catalog,
    links,
  } = parsed.data;
  refuseDifferentMatchers(prometheus);
  return {
    prometheus: prometheus.map(toSource),
    clusters,
    health: {
      ...(health.errorRatio && { errorRatio: health.errorRatio }),
      ...(health.latency && { latencyP95Seconds: health.latency }),
      ...(health.minimumRequests && {
        minimumRequests: health.minimumRequests,
      }),
      ...(health.progressingAfter && {
        progressingAfterSeconds: health.progressingAfter,
      }),
      ...(health.staleAfter && { staleAfterSeconds: health.staleAfter }),
      ...(health.unreadyAfter && { unreadyAfterSeconds: health.unreadyAfter }),
      ...(health.restarts && {
        restarts: {
          count: health.restarts.count,
          withinSeconds: health.restarts.within,
        },
      }),
      ...(health.atMaximumAfter && {
        atMaximumAfterSeconds: health.atMaximumAfter,
      }),
      ...(health.deletingAfter && {
        deletingAfterSeconds: health.deletingAfter,
      }),
      ...(health.suddenChange && {
        suddenChange: {
          ...defaultHealthThresholds.suddenChange,
          ...health.suddenChange,
        },
      }),
      ...(health.outlierRatio && { outlierRatio: health.outlierRatio }),
      ...(health.rewardDrop && { rewardDrop: health.rewardDrop }),
    },
    panels: toPanelSettings(panels, profiles),
    provisioning:
      provisioning &&
      toProvisioning(provisioning, root.getOptionalString('app.baseUrl')),
    entity: entityDefaults(catalog),
    links,
  };
}

type ParsedPrometheus = ParsedConfig['prometheus'][number];

/** Several that measure the same namespace are asked the same question. */
function refuseDifferentMatchers(entries: readonly ParsedPrometheus[]): void {
  entries.forEach((entry, index) => {
    const before = entries.findIndex(
      other =>
        other.cluster === entry.cluster &&
        !isDeepStrictEqual(other.matchers, entry.matchers) &&
        (other.namespaces ?? ['*']).some(left =>
          (entry.namespaces ?? ['*']).some(right => patternsMeet(left, right)),
        ),
    );
    if (before >= 0 && before < index) {
      throw new InputError(
        `Configuration mlMonitoring.prometheus.${index}.matchers: must be those of mlMonitoring.prometheus.${before}, for both may measure the same namespaces of cluster ${entry.cluster}. Say by namespaces which of them measures which`,
      );
    }
  });
}

function toSource(entry: ParsedPrometheus): MetricsSourceConfig {
  return {
    cluster: entry.cluster,
    ...(entry.namespaces && { namespaces: entry.namespaces }),
    target: toTarget(entry),
    matchers: entry.matchers,
    auth: entry.auth && toAuth(entry.auth),
    tls: entry.tls,
    headers: entry.headers,
    externalUrl: entry.externalUrl,
  };
}

function toTarget({
  url,
  service,
  openshift,
}: ParsedPrometheus): MetricsSourceConfig['target'] {
  if (url) {
    return { kind: 'url', url };
  }
  if (service) {
    return { kind: 'service', ...service };
  }
  return {
    kind: 'openshift',
    tenancy: typeof openshift === 'object' && openshift.tenancy,
  };
}

function toAuth(
  auth: NonNullable<ParsedPrometheus['auth']>,
): MetricsSourceConfig['auth'] {
  const { bearerToken, bearerTokenFile, username, password } = auth;
  if (bearerToken) {
    return { kind: 'bearerToken', token: bearerToken };
  }
  if (bearerTokenFile) {
    return { kind: 'bearerTokenFile', path: bearerTokenFile };
  }
  return {
    kind: 'basic',
    username: username ?? '',
    password: password ?? '',
  };
}

function toProvisioning(
  parsed: NonNullable<ParsedConfig['provisioning']>,
  portalUrl: string | undefined,
): ProvisioningConfig {
  const { route, resources, predictions, monitoring, ...rest } = parsed;
  const { port, ...routeSettings } = route;
  const { timeout, ...predictionSettings } = predictions;
  return {
    ...rest,
    monitoring: { ...monitoring, portalUrl },
    route: routeSettings,
    routePort: port,
    maximum: resources.maximum,
    predictions: { ...predictionSettings, timeoutSeconds: timeout },
  };
}
