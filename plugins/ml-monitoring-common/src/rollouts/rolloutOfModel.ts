import type { VersionRollout } from '../contract/models';
import type { ClusterFacts } from '../health/facts';
import type { RolloutMark } from './rolloutMark';

/** How far a new version is, as the page of its model shows it. @public */
export function rolloutOfModel(
  mark: RolloutMark,
  {
    model,
    readyEndpoints,
  }: Pick<ClusterFacts, 'readyEndpoints'> & {
    model: Pick<ClusterFacts['model'], 'predictors'>;
  },
): VersionRollout | undefined {
  const { stable, candidate, trafficPercent, decision } = mark;
  const named = (name: string) =>
    model.predictors.find(predictor => predictor.name === name);
  const newer = named(candidate);
  if (!newer || !named(stable)) {
    return undefined;
  }
  const isUp =
    newer.rollouts.every(({ phase }) => phase === 'complete') &&
    !!readyEndpoints[newer.serviceName];
  const hasShare = (newer.routedPercent ?? 0) >= Math.floor(trafficPercent);
  const started = isUp && hasShare ? 'serving' : 'starting';
  return {
    stable,
    candidate,
    trafficPercent,
    phase: decision ? 'finishing' : started,
  };
}
