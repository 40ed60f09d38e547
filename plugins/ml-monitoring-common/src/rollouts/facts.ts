import type { PredictorSpec } from './predictorSpec';
import type { RolloutMark } from './rolloutMark';
import type { Split, SplitterKind } from './splitter';

/** How far a predictor is. @public */
export type VersionState =
  | { is: 'ready' }
  /** It may still come up. `reason` says what is missing. */
  | { is: 'waiting'; reason: string }
  /** It will not come up by waiting. */
  | { is: 'failed'; reason: string };

/** A predictor of the model. @public */
export interface VersionFact {
  spec: PredictorSpec;
  serviceName: string;
  /** As many as are to run, with the defaults of the model. */
  replicas: number;
  /** Something else than `replicas` decides how many run. */
  scaledByOthers: boolean;
  state: VersionState;
}

/** Something that leads callers from outside to the model. @public */
export interface SplitterFact extends Split {
  kind: SplitterKind;
  name: string;
  /** Who else decides how it splits. Empty: only we do. */
  otherOwners: string[];
  /** Taken up by a router. `undefined`: nothing has said so or denied it. */
  admitted?: boolean;
  /** Why not. */
  reason?: string;
  /** When what it asks for last changed. */
  changedAt?: Date;
}

/** A model and what stands before it, at one moment. @public */
export interface RolloutFacts {
  now: Date;
  /** How long a router may still send requests to who has no share any more, and they may last. */
  drainSeconds: number;
  /** In the order of the spec. */
  versions: VersionFact[];
  mark?: RolloutMark;
  splitters: SplitterFact[];
}

/** One thing to do to the cluster. @public */
export type RolloutAct =
  /** Writes the predictors of the SeldonDeployment, and whether a rollout is under way. */
  | { do: 'write'; predictors: PredictorSpec[]; mark?: RolloutMark }
  /** Has the predictor measured the way the other one is. */
  | { do: 'monitor'; predictor: string; like: string }
  | { do: 'unmonitor'; predictor: string }
  | {
      do: 'split';
      splitter: { kind: SplitterKind; name: string };
      split: Split;
    };

/** The acts that are due now, in their order, and what to tell the caller. @public */
export interface RolloutStep {
  acts: RolloutAct[];
  phase: 'starting' | 'serving' | 'finishing' | 'finished';
  /** Nothing is left to be done or waited for. */
  settled: boolean;
  stable: string;
  candidate?: string;
  trafficPercent?: number;
  summary: string;
  warnings: string[];
}
