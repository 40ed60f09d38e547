import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import type { RolloutRequest } from '../contract/provisioning';
import { candidateOf, differencesFrom, nextVersionName } from './candidate';
import type { RolloutFacts, RolloutStep, VersionFact } from './facts';
import { sharedPercent } from './moveShares';
import type { RolloutMark } from './rolloutMark';
import {
  notAdmitted,
  requireSplittable,
  splitActs,
  splitFor,
  underWay,
  type UnderWay,
} from './underWay';

/**
 * The next step of a new version towards its share of the requests. Nothing is sent to it before it is ready, and what it
 * gets is taken from the version it follows.
 *
 * @throws InputError, ConflictError, NotFoundError where it cannot be brought about; nothing has been changed then
 * @public
 */
export function startStep(
  request: RolloutRequest,
  facts: RolloutFacts,
): RolloutStep {
  const current = underWay(facts);
  return current ? goOn(request, current, facts) : begin(request, facts);
}

function begin(request: RolloutRequest, facts: RolloutFacts): RolloutStep {
  const stable = followed(request, facts);
  const specs = facts.versions.map(({ spec }) => spec);
  const name = request.version ?? nextVersionName(specs);
  if (specs.some(spec => spec.name === name)) {
    throw new InputError(
      `version: the model has a predictor ${name} already; choose another name`,
    );
  }
  if (stable.replicas === 0) {
    throw new ConflictError(
      `Predictor ${stable.spec.name} is scaled to zero, so there is nothing for a new version to stand beside. Scale it up, or deploy the new version in its place`,
    );
  }
  if (!differencesFrom(stable.spec, { ...request, shadow: undefined }).length) {
    throw new InputError(
      `image, modelUri: at least one must differ from what predictor ${stable.spec.name} has already`,
    );
  }
  const spec = candidateOf(stable.spec, name, request);
  const mark: RolloutMark = {
    stable: stable.spec.name,
    candidate: name,
    trafficPercent: percentOf(request),
  };
  const candidate = { ...stable, spec, serviceName: newServiceName };
  requireRoom(request, { mark, stable, candidate }, facts);
  const predictors = [
    ...specs.map(each => {
      const isAlone = specs.filter(({ shadow }) => !shadow).length === 1;
      // Seldon wants the traffic of several predictors to sum to 100, whatever splits it.
      return each === stable.spec && isAlone && each.traffic !== 100
        ? { ...each, traffic: 100 }
        : each;
    }),
    spec,
  ];
  return {
    ...progress(mark, 'starting'),
    acts: [{ do: 'write', predictors, mark }],
    summary: `Predictor ${name} is put beside ${stable.spec.name}`,
    warnings: warningsOf(facts),
  };
}

/** Stands for the Service that the operator is yet to make. */
const newServiceName = '(the new version)';

function goOn(
  request: RolloutRequest,
  current: UnderWay,
  facts: RolloutFacts,
): RolloutStep {
  const { mark, stable, candidate } = current;
  requireSame(request, current);
  requireRoom(request, current, facts);
  const wanted: RolloutMark = { ...mark, trafficPercent: percentOf(request) };
  const warnings = warningsOf(facts);
  const starting = { ...progress(wanted, 'starting'), warnings };
  const monitor = {
    do: 'monitor' as const,
    predictor: mark.candidate,
    like: mark.stable,
  };
  if (wanted.trafficPercent !== mark.trafficPercent) {
    return {
      ...starting,
      acts: [
        {
          do: 'write',
          predictors: facts.versions.map(({ spec }) => spec),
          mark: wanted,
        },
      ],
      summary: `Predictor ${mark.candidate} is to have ${shareText(request)}`,
    };
  }
  if (candidate.state.is === 'failed') {
    throw new ConflictError(
      `The new version ${mark.candidate} does not come up: ${candidate.state.reason}. ${mark.stable} serves as before. Abort the rollout, then start one that is mended`,
    );
  }
  const waiting = [candidate, stable].find(
    ({ state }) => state.is === 'waiting',
  );
  if (waiting?.state.is === 'waiting') {
    return {
      ...starting,
      acts: [monitor],
      summary: `Waits for predictor ${waiting.spec.name}: ${waiting.state.reason}`,
    };
  }
  const acts = splitActs(facts, splitter =>
    splitFor(splitter, current, {
      percent: wanted.trafficPercent,
      mirrored: !!candidate.spec.shadow,
    }),
  );
  if (acts.length) {
    return {
      ...starting,
      acts: [monitor, ...acts],
      summary: `Predictor ${mark.candidate} is ready and gets ${shareText(request)}`,
    };
  }
  const open = notAdmitted(facts);
  return open
    ? { ...starting, acts: [], summary: `Waits: ${open}` }
    : {
        ...progress(wanted, 'serving'),
        acts: [],
        settled: true,
        summary: `Predictor ${mark.candidate} has ${shareText(request)}, ${mark.stable} the rest`,
        warnings,
      };
}

/** One that is under way is only ever continued. */
function requireSame(request: RolloutRequest, current: UnderWay): void {
  const { mark, candidate } = current;
  if (mark.decision) {
    throw new ConflictError(
      `Predictor ${mark.candidate} is being ${mark.decision === 'promote' ? 'promoted' : 'taken back'}. Start the next version when that is done`,
    );
  }
  const other = [
    ...(request.version && request.version !== mark.candidate
      ? [`the name ${mark.candidate}`]
      : []),
    ...(request.from && request.from !== mark.stable
      ? [`${mark.stable} before it`]
      : []),
    ...differencesFrom(candidate.spec, request),
  ];
  if (other.length) {
    throw new ConflictError(
      `A new version is under way already, with ${other.join(', ')}. Promote or abort it first`,
    );
  }
}

/** The predictor that callers mostly get today. */
function followed({ from }: RolloutRequest, facts: RolloutFacts): VersionFact {
  const answering = facts.versions.filter(({ spec }) => !spec.shadow);
  if (from !== undefined) {
    const named = answering.find(({ spec }) => spec.name === from);
    if (!named) {
      throw new InputError(
        `from: there is no predictor ${from} that answers callers; there is ${answering.map(({ spec }) => spec.name).join(', ')}`,
      );
    }
    return named;
  }
  const shareOf = ({ serviceName, spec }: VersionFact) =>
    facts.splitters[0]?.shares[serviceName] ??
    (facts.splitters.length ? 0 : (spec.traffic ?? 0));
  const [first] = [...answering].sort((a, b) => shareOf(b) - shareOf(a));
  if (!first) {
    throw new NotFoundError('The model has no predictor to follow');
  }
  return first;
}

function requireRoom(
  request: RolloutRequest,
  current: UnderWay,
  facts: RolloutFacts,
): void {
  const percent = percentOf(request);
  if (!facts.splitters.length && (percent > 0 || request.shadow)) {
    throw new ConflictError(
      request.shadow
        ? 'shadow: the model is not exposed, so nothing could copy its requests. Expose it with exposure.kind gateway'
        : `trafficPercent: the model is not exposed, so nothing can split its requests (got ${percent}). Ask for 0 and promote all at once, or expose the model with a Route or HTTPRoute`,
    );
  }
  for (const splitter of facts.splitters) {
    const room = sharedPercent(splitter.shares, {
      stable: current.stable.serviceName,
      candidate: current.candidate.serviceName,
    });
    if (room === 0) {
      throw new ConflictError(
        `${splitter.kind} ${splitter.name} does not lead to predictor ${current.stable.spec.name}, so a new version cannot take its place there`,
      );
    }
    if (Math.round(room) < percent) {
      throw new InputError(
        `trafficPercent: must be at most ${Math.round(room)}, which is what ${splitter.kind} ${splitter.name} gives to predictor ${current.stable.spec.name} (got ${percent})`,
      );
    }
  }
  requireSplittable(facts, splitter =>
    splitFor(splitter, current, { percent, mirrored: !!request.shadow }),
  );
}

function percentOf({ trafficPercent, shadow }: RolloutRequest): number {
  return shadow ? 0 : trafficPercent;
}

function shareText(request: RolloutRequest): string {
  return request.shadow
    ? 'a copy of the requests'
    : `${percentOf(request)} % of the requests`;
}

function warningsOf({ splitters }: RolloutFacts): string[] {
  return splitters.length
    ? []
    : [
        'The model is not exposed, so nothing splits its requests. Once the new version is promoted, callers inside the cluster must use the Service of its predictor',
      ];
}

function progress(
  { stable, candidate, trafficPercent }: RolloutMark,
  phase: RolloutStep['phase'],
): Omit<RolloutStep, 'acts' | 'summary' | 'warnings'> {
  return { phase, settled: false, stable, candidate, trafficPercent };
}
