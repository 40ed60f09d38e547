export { measures, measuringInstead } from './companions';
export * from './facts';
export { abortStep, promoteStep } from './finishSteps';
export { asApplied, otherOwners, specChangedAt } from './ownedFields';
export {
  predictorSpecSchema,
  type NodeSpec,
  type PredictorSpec,
} from './predictorSpec';
export {
  readRolloutMark,
  ROLLOUT_ANNOTATION,
  writeRolloutMark,
  type RolloutMark,
} from './rolloutMark';
export {
  readSplit,
  withSplit,
  type Shares,
  type Split,
  type SplitterKind,
} from './splitter';
export { rolloutOfModel } from './rolloutOfModel';
export { startStep } from './startStep';
export { versionState } from './versionState';
