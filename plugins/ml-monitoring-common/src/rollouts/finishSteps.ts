import { ConflictError } from '@backstage/errors';
import type {
  RolloutAct,
  RolloutFacts,
  RolloutStep,
  VersionFact,
} from './facts';
import type { PredictorSpec } from './predictorSpec';
import {
  drainingSeconds,
  notAdmitted,
  requireSplittable,
  splitActs,
  splitFor,
  underWay,
  type UnderWay,
} from './underWay';

/**
 * The next step of the new version towards all that the running one has. The running one is taken away when no request can
 * be on its way to it any more.
 *
 * @throws ConflictError where it cannot be done now
 * @public
 */
export function promoteStep(facts: RolloutFacts): RolloutStep {
  const current = underWay(facts);
  if (!current) {
    return nothingUnderWay(facts);
  }
  const { mark, stable, candidate } = current;
  if (mark.decision === 'abort') {
    throw new ConflictError(
      `Predictor ${mark.candidate} is being taken back, so it can no longer be promoted. Start it anew when that is done`,
    );
  }
  const all = { percent: undefined, mirrored: false };
  requireSplittable(facts, splitter => splitFor(splitter, current, all));
  const step = finishing(current, warningsOfPromotion(current, facts));
  if (candidate.state.is === 'failed') {
    throw new ConflictError(
      `The new version ${mark.candidate} cannot take over: ${candidate.state.reason}. ${mark.stable} is still there. Abort the rollout`,
    );
  }
  const grown = grownUp(candidate, stable);
  if (mark.decision !== 'promote' || grown !== candidate.spec) {
    return {
      ...step,
      acts: [
        {
          do: 'write',
          predictors: replaced(facts, candidate, grown),
          mark: { ...mark, decision: 'promote' },
        },
      ],
      summary:
        grown === candidate.spec
          ? `Predictor ${mark.candidate} is to take over from ${mark.stable}`
          : `Predictor ${mark.candidate} is made as large as ${mark.stable}`,
    };
  }
  if (candidate.state.is === 'waiting') {
    return {
      ...step,
      summary: `Waits for predictor ${mark.candidate}: ${candidate.state.reason}`,
    };
  }
  const acts = splitActs(facts, splitter => splitFor(splitter, current, all));
  if (acts.length) {
    return {
      ...step,
      acts,
      summary: `Predictor ${mark.candidate} gets the requests of ${mark.stable}`,
    };
  }
  return (
    drained(step, facts, stable) ?? {
      ...step,
      ...takenAway(facts, stable, { heir: candidate }),
      stable: mark.candidate,
      summary: `Predictor ${mark.candidate} has taken over, and ${mark.stable} is gone`,
    }
  );
}

/**
 * The next step back to the running version alone. Allowed until that is gone.
 *
 * @throws ConflictError where it cannot be done now
 * @public
 */
export function abortStep(facts: RolloutFacts): RolloutStep {
  const current = underWay(facts);
  if (!current) {
    return nothingUnderWay(facts);
  }
  const { mark, stable, candidate } = current;
  const back = { percent: 0, mirrored: false };
  requireSplittable(facts, splitter => splitFor(splitter, current, back));
  const step = finishing(current, []);
  const acts = splitActs(facts, splitter => splitFor(splitter, current, back));
  if (
    acts.length &&
    stable.state.is !== 'ready' &&
    candidate.state.is === 'ready'
  ) {
    return {
      ...step,
      summary: `Waits for predictor ${mark.stable}, so that no request is lost: ${stable.state.reason}`,
    };
  }
  if (mark.decision !== 'abort' || acts.length) {
    return {
      ...step,
      acts: [
        ...(mark.decision === 'abort'
          ? []
          : [
              {
                do: 'write' as const,
                predictors: facts.versions.map(({ spec }) => spec),
                mark: { ...mark, decision: 'abort' as const },
              },
            ]),
        ...acts,
      ],
      summary: `Predictor ${mark.stable} gets all requests back`,
    };
  }
  return (
    drained(step, facts, candidate) ?? {
      ...step,
      ...takenAway(facts, candidate, {}),
      summary: `Predictor ${mark.candidate} is gone, and ${mark.stable} serves as before`,
    }
  );
}

function nothingUnderWay({ versions, mark }: RolloutFacts): RolloutStep {
  const names = versions.map(({ spec }) => spec.name);
  return {
    acts: mark
      ? [{ do: 'write', predictors: versions.map(({ spec }) => spec) }]
      : [],
    phase: 'finished',
    settled: true,
    stable:
      mark && names.includes(mark.stable) ? mark.stable : (names[0] ?? ''),
    summary: `No new version is under way: ${names.join(', ') || 'nothing'} serves`,
    warnings: [],
  };
}

function finishing({ mark }: UnderWay, warnings: string[]): RolloutStep {
  return {
    acts: [],
    phase: 'finishing',
    settled: false,
    stable: mark.stable,
    candidate: mark.candidate,
    trafficPercent: mark.trafficPercent,
    summary: '',
    warnings,
  };
}

/** What still keeps a version without a share from being taken away. */
function drained(
  step: RolloutStep,
  facts: RolloutFacts,
  leaving: VersionFact,
): RolloutStep | undefined {
  const open = notAdmitted(facts);
  if (open) {
    return { ...step, summary: `Waits: ${open}` };
  }
  const seconds = drainingSeconds(facts);
  return seconds > 0
    ? {
        ...step,
        summary: `Waits ${seconds} s for the last requests to predictor ${leaving.spec.name}`,
      }
    : undefined;
}

/** The candidate as it has to be to carry what the stable one carries. */
function grownUp(candidate: VersionFact, stable: VersionFact): PredictorSpec {
  const { spec } = candidate;
  const tooSmall =
    !candidate.scaledByOthers && candidate.replicas < stable.replicas;
  if (!tooSmall && !spec.shadow) {
    return spec;
  }
  const { shadow: _, ...grown } = spec;
  return tooSmall ? { ...grown, replicas: stable.replicas } : grown;
}

function takenAway(
  facts: RolloutFacts,
  leaving: VersionFact,
  { heir }: { heir?: VersionFact },
): Pick<
  RolloutStep,
  'acts' | 'phase' | 'settled' | 'candidate' | 'trafficPercent'
> {
  const staying = facts.versions
    .filter(version => version !== leaving)
    .map(({ spec }) => spec);
  const isShared = staying.filter(({ shadow }) => !shadow).length > 1;
  const traffic = (leaving.spec.traffic ?? 0) + (heir?.spec.traffic ?? 0);
  const acts: RolloutAct[] = [
    { do: 'unmonitor', predictor: leaving.spec.name },
    {
      do: 'write',
      predictors: staying.map(spec =>
        // Where others stay, Seldon wants the sum to be 100 still; alone, it is best left untouched.
        isShared && spec === heir?.spec ? { ...spec, traffic } : spec,
      ),
    },
  ];
  return {
    acts,
    phase: 'finished',
    settled: true,
    candidate: undefined,
    trafficPercent: undefined,
  };
}

function replaced(
  { versions }: RolloutFacts,
  version: VersionFact,
  spec: PredictorSpec,
): PredictorSpec[] {
  return versions.map(each => (each === version ? spec : each.spec));
}

function warningsOfPromotion(
  { stable, candidate }: UnderWay,
  { splitters }: RolloutFacts,
): string[] {
  return splitters.length
    ? []
    : [
        `The model is not exposed: callers inside the cluster must use Service ${candidate.serviceName} from now on, and ${stable.serviceName} goes away`,
      ];
}
