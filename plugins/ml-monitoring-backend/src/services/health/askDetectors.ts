import {
  DRIFT_DISTANCE,
  DRIFT_METRIC,
  DRIFT_P_VALUE,
  DRIFT_THRESHOLD,
  driftQuery,
  OUTLIER_METRIC,
  outlierQuery,
  OWN_DRIFT_METRIC,
  ownDriftQuery,
  type DetectorFact,
} from 'backstage-plugin-ml-monitoring-common';
import type { InstantSample } from '../../metrics';
import type { HealthRound } from './HealthRound';

export const DETECTOR_WINDOW_SECONDS = 600;

/** What detectors say, before it is known which pods are the model's. */
export interface AskedDetectors {
  drift: { query: string; samples: InstantSample[] };
  ownDrift: { query: string; samples: InstantSample[] };
  outliers: { query: string; perSecond: number | undefined };
}

export async function askDetectors({
  ref,
  metrics,
  at,
  scopeOf,
  signal,
}: HealthRound): Promise<AskedDetectors> {
  const { matchers, source } = metrics;
  const scope = scopeOf(DETECTOR_WINDOW_SECONDS);
  const { namespace } = ref;
  const ask = async (query: string) => ({
    query,
    samples: (await source.instant(query, { namespace, at, signal })).value,
  });
  const [drift, ownDrift, outliers] = await Promise.all([
    ask(driftQuery(scope)),
    ask(ownDriftQuery({ matchers, namespace })),
    ask(outlierQuery(scope)),
  ]);
  return {
    drift,
    ownDrift,
    outliers: {
      query: outliers.query,
      perSecond: outliers.samples[0]?.value,
    },
  };
}

export function toDetectorFacts(
  { drift, ownDrift, outliers }: AskedDetectors,
  options: {
    pods: ReadonlySet<string>;
    requestsPerSecond: number | undefined;
    outlierRatio: number;
  },
): DetectorFact[] {
  const { pods, requestsPerSecond, outlierRatio } = options;
  const numbers = new Map(
    drift.samples.map(({ labels, value }) => [labels.__name__, value]),
  );
  const raised = numbers.get(DRIFT_METRIC);
  const own = ownDrift.samples.filter(({ labels }) => pods.has(labels.pod));
  return [
    ...(raised === undefined
      ? []
      : [
          driftFact(raised, {
            value: numbers.get(DRIFT_DISTANCE) ?? numbers.get(DRIFT_P_VALUE),
            threshold: numbers.get(DRIFT_THRESHOLD),
            query: drift.query,
          }),
        ]),
    ...(own.length
      ? [
          {
            kind: 'drift' as const,
            metric: OWN_DRIFT_METRIC,
            raised: own.some(({ value }) => value !== undefined && value >= 1),
            query: ownDrift.query,
          },
        ]
      : []),
    ...outlierFacts({ ...outliers, requestsPerSecond, outlierRatio }),
  ];
}

export function driftFact(
  raised: number,
  rest: Pick<DetectorFact, 'value' | 'threshold' | 'query'>,
): DetectorFact {
  return { kind: 'drift', metric: DRIFT_METRIC, raised: raised >= 1, ...rest };
}

/** None where nobody counts outliers, or nothing is asked. */
export function outlierFacts(options: {
  query: string;
  perSecond: number | undefined;
  requestsPerSecond: number | undefined;
  outlierRatio: number;
}): DetectorFact[] {
  const { query, perSecond, requestsPerSecond, outlierRatio } = options;
  if (perSecond === undefined || !requestsPerSecond) {
    return [];
  }
  const share = Math.min(1, perSecond / requestsPerSecond);
  return [
    {
      kind: 'outlier',
      metric: OUTLIER_METRIC,
      raised: share >= outlierRatio,
      value: share,
      threshold: outlierRatio,
      query,
    },
  ];
}
