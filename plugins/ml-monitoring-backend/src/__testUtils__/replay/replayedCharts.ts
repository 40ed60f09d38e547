import {
  stringifyModelRef,
  type MetricsAnswer,
  type MetricsQuery,
  type ModelRef,
} from 'backstage-plugin-ml-monitoring-common';
import {
  ClusterModelReader,
  Clusters,
  KubeconfigConnections,
} from '../../cluster';
import { MetricsSources } from '../../metrics';
import { ModelMetricsService } from '../../services/ModelMetricsService';
import type { MetricsSourceConfig, ModelReader } from '../../services/types';
import { NAMESPACE } from './replayModel';
import type { Setup } from './setups';
import type { ClustersByName, Stores } from './Stores';

/** Of rates the last instant is looked at, of gauges the last few. */
const RANGE_SECONDS = 10;

/** The charts of a model as the portal answers with them, up to an instant. */
export type AskCharts = (
  setup: Setup,
  atSeconds: number,
  query?: Pick<MetricsQuery, 'panels' | 'by'>,
) => Promise<MetricsAnswer>;

export function replayedCharts(
  clusters: ClustersByName,
  stores: Stores,
): AskCharts {
  const kubeconfigs = Object.entries(clusters).map(([name, cluster]) => [
    name,
    cluster.kubeconfig(),
  ]);
  const reader = new ClusterModelReader({
    clusters: new Clusters(
      new KubeconfigConnections(Object.fromEntries(kubeconfigs)),
    ),
    scopes: {},
    now: () => new Date(),
  });
  const readings = new Map<string, ReturnType<ModelReader['facts']>>();
  /** Of the real cluster, and read beforehand: charts do without what a busy machine takes too long for. */
  const factsOf = (ref: ModelRef) => {
    const key = stringifyModelRef(ref);
    const reading = readings.get(key) ?? reader.facts(ref, {});
    readings.set(key, reading);
    return reading;
  };
  const patient: ModelReader = {
    facts: factsOf,
    clusters: () => reader.clusters(),
    list: options => reader.list(options),
  };
  return async ({ cluster, model, from }, atSeconds, query = {}) => {
    const ref = { cluster, namespace: NAMESPACE, name: model };
    await factsOf(ref);
    const configs = from.map((source): MetricsSourceConfig => {
      const { url, matchers } = stores.placeOf(cluster, source);
      return { cluster, target: { kind: 'url', url }, matchers, headers: {} };
    });
    const service = ModelMetricsService.create({
      sources: MetricsSources.create({ configs }),
      reader: patient,
    });
    const instant = (seconds: number) => new Date(seconds * 1000).toISOString();
    return service.panels(ref, {
      from: instant(atSeconds - RANGE_SECONDS),
      to: instant(atSeconds),
      step: 1,
      ...query,
    });
  };
}
