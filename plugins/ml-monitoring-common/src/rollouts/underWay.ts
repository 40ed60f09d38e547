import { ConflictError } from '@backstage/errors';
import type {
  RolloutAct,
  RolloutFacts,
  SplitterFact,
  VersionFact,
} from './facts';
import type { RolloutMark } from './rolloutMark';
import { sameShares, sharesWith } from './moveShares';
import { cannotSplit, type Split } from './splitter';

/** A rollout that has begun, with both of its versions. */
export interface UnderWay {
  mark: RolloutMark;
  stable: VersionFact;
  candidate: VersionFact;
}

/** `undefined` also where one of the two is not there any more: then nothing is left to decide. */
export function underWay({
  mark,
  versions,
}: RolloutFacts): UnderWay | undefined {
  const named = (name: string | undefined) =>
    versions.find(({ spec }) => spec.name === name);
  const stable = named(mark?.stable);
  const candidate = named(mark?.candidate);
  return mark && stable && candidate ? { mark, stable, candidate } : undefined;
}

/** The split with `percent` of all requests for the candidate; `undefined`: all that both have. */
export function splitFor(
  splitter: Split,
  { stable, candidate }: Pick<UnderWay, 'stable' | 'candidate'>,
  wanted: { percent: number | undefined; mirrored: boolean },
): Split {
  const others = splitter.mirrors.filter(
    service => service !== candidate.serviceName,
  );
  return {
    shares: sharesWith(
      splitter.shares,
      { stable: stable.serviceName, candidate: candidate.serviceName },
      wanted.percent,
    ),
    mirrors: wanted.mirrored ? [...others, candidate.serviceName] : others,
  };
}

/** What has to be done so that every splitter splits as wanted. */
export function splitActs(
  { splitters }: RolloutFacts,
  wantedOf: (splitter: SplitterFact) => Split,
): RolloutAct[] {
  return splitters.flatMap(splitter => {
    const split = wantedOf(splitter);
    const { kind, name } = splitter;
    return isSplitSo(splitter, split)
      ? []
      : [{ do: 'split' as const, splitter: { kind, name }, split }];
  });
}

function isSplitSo(splitter: Split, { shares, mirrors }: Split): boolean {
  return (
    sameShares(splitter.shares, shares) &&
    [...splitter.mirrors].sort().join() === [...mirrors].sort().join()
  );
}

/** @throws ConflictError where a splitter cannot split so, or is somebody else's to change */
export function requireSplittable(
  facts: RolloutFacts,
  wantedOf: (splitter: SplitterFact) => Split,
): void {
  for (const splitter of facts.splitters) {
    const { kind, name, otherOwners } = splitter;
    const reason = cannotSplit(splitter, wantedOf(splitter));
    if (reason) {
      throw new ConflictError(reason);
    }
    if (otherOwners.length) {
      throw new ConflictError(
        `${kind} ${name} is managed by ${otherOwners.join(', ')}, so it is left as it is. Let its owner give the new version its share: if it comes from Git, propose the change there`,
      );
    }
  }
}

/** What a router has not said yet, or has denied. */
export function notAdmitted({ splitters }: RolloutFacts): string | undefined {
  const open = splitters.find(({ admitted }) => admitted !== true);
  return (
    open &&
    `${open.kind} ${open.name} is not admitted${open.reason ? `: ${open.reason}` : ' yet'}`
  );
}

/** Seconds until no request can be on its way any more to who lost its share. */
export function drainingSeconds({
  splitters,
  now,
  drainSeconds,
}: RolloutFacts): number {
  const waits = splitters.map(({ changedAt }) =>
    changedAt ? drainSeconds - (now.getTime() - changedAt.getTime()) / 1000 : 0,
  );
  return Math.ceil(Math.max(0, ...waits));
}
