export {
  hidingAbsence,
  isAllowed,
  ModelAccess,
  modelNotAllowed,
  requireJudgeable,
  requireReadable,
  resourceOf,
  type ModelDecision,
} from './ModelAccess';
export { mlModelResourceRef, type MlModelResource } from './resource';
export {
  createMlModelConditionalDecision,
  mlModelConditions,
  mlModelPermissionRules,
} from './rules';
