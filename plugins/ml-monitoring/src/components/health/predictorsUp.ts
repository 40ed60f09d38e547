import type { ModelDetail } from 'backstage-plugin-ml-monitoring-common';

/** How many of the predictors that are meant to run have every part up. Absent: no Deployment says so or denies it. */
export function predictorsUp({
  predictors,
}: Pick<ModelDetail, 'predictors'>): { up: number; meant: number } | undefined {
  const meant = predictors.filter(({ rollouts }) =>
    rollouts.some(({ desired }) => desired > 0),
  );
  return meant.length === 0
    ? undefined
    : {
        up: meant.filter(({ rollouts }) =>
          rollouts.every(
            ({ available, desired }) => available > 0 || desired === 0,
          ),
        ).length,
        meant: meant.length,
      };
}
