import {
  alertsOfModel,
  type Alert,
  type ModelAlerts,
  type ModelRef,
  type SourceState,
} from 'backstage-plugin-ml-monitoring-common';
import type { ClusterMetrics, MetricsSources } from '../metrics';
import { metricsSourceStates, settled } from './metricsSourceState';
import type { ModelDirectory, Reader } from './ModelDirectory';

/** The alerts of Prometheus about a model, for whoever may read the model. */
export class ModelAlertsService {
  constructor(
    private readonly options: {
      sources: MetricsSources;
      directory: ModelDirectory;
      now: () => Date;
    },
  ) {}

  async alerts(ref: ModelRef, reader: Reader): Promise<ModelAlerts> {
    const { sources, directory, now } = this.options;
    const { facts, source } = await directory.reading(ref, reader);
    const { cluster, namespace } = facts.model.ref;
    const { signal } = reader;
    const asOf = now();
    const metrics = await sources.of(cluster, { namespace, signal });
    const asked =
      metrics && (await settled(askAlerts(metrics, { namespace, signal })));
    const found = asked && 'value' in asked ? asked.value : undefined;
    const states = metricsSourceStates({
      cluster,
      metrics,
      errors: asked && 'error' in asked ? [asked.error] : [],
      answered: false,
      asOf,
    });
    return {
      items: found
        ? alertsOfModel(found, {
            ref: facts.model.ref,
            matchers: metrics?.matchers ?? {},
            cluster: facts,
          })
        : [],
      sources: [
        source,
        ...states.map(state =>
          state.status === 'ok' && !found ? withoutAlerts(state) : state,
        ),
      ],
    };
  }
}

function withoutAlerts(state: SourceState): SourceState {
  return {
    ...state,
    status: 'absent',
    message: `${state.title} does not tell of alerts. Name a Prometheus or Thanos Querier that evaluates rules, or look where yours do.`,
  };
}

/** `undefined` where nobody would say that one fires. */
async function askAlerts(
  { source }: ClusterMetrics,
  options: { namespace: string; signal?: AbortSignal },
): Promise<Alert[] | undefined> {
  const alerts = await source.alerts(options);
  return alerts?.length === 0 && (await source.hasAlertRules(options)) === false
    ? undefined
    : alerts;
}
