import type { ModelDetail } from 'backstage-plugin-ml-monitoring-common';
import type { Cause } from './judgeReadiness';

type Pod = ModelDetail['pods'][number];
type Container = Pod['containers'][number];

/** A run of a container whose log may tell why a model does not come up. */
export interface Run {
  pod: string;
  container: string;
  previous: boolean;
}

const DOWNLOADER = /-model-initializer$/;
const FORBIDDEN =
  /access ?denied|forbidden|unauthori[sz]ed|permission|credential|\b40[13]\b|signature/i;
const ABSENT =
  /not found|no such|does not exist|nosuchkey|nosuchbucket|\b404\b/i;

/** The runs to ask for their last words, the likeliest first. A container that never ran has none. */
export function runsOf(model: ModelDetail, cause?: Cause): Run[] {
  return model.pods
    .filter(
      ({ predictor, ready }) =>
        !ready && (!cause?.predictor || predictor === cause.predictor),
    )
    .flatMap(pod =>
      pod.containers
        .filter(hasSpoken)
        .sort((a, b) => Number(hasFailed(b)) - Number(hasFailed(a)))
        .map(container => ({ pod, container })),
    )
    .slice(0, 1)
    .flatMap(({ pod, container }) => {
      const run = { pod: pod.name, container: container.name };
      const current = { ...run, previous: false };
      const before = { ...run, previous: true };
      // Started again since, it may not have come to the point yet.
      return container.state !== 'terminated' && hasFailed(container)
        ? [before, current]
        : [current];
    });
}

/** What the words of a model-initializer say about what to mend. */
export function adviceOn(
  { container }: Run,
  lines: readonly string[],
): string | undefined {
  if (!DOWNLOADER.test(container)) {
    return undefined;
  }
  const text = lines.join('\n');
  if (FORBIDDEN.test(text)) {
    return 'The store refused: check the secret (envSecretRefName) or service account named beside the model URI, and what it may read';
  }
  return ABSENT.test(text)
    ? 'There is nothing under the model URI: check its spelling, and that the model was uploaded'
    : undefined;
}

function hasSpoken({ ready, state, exitCode }: Container): boolean {
  return !ready && (state !== 'waiting' || exitCode !== undefined);
}

function hasFailed({ exitCode }: Container): boolean {
  return exitCode !== undefined && exitCode !== 0;
}
