import type { KubeObject } from './Cluster';
import { invalid, type FieldError } from './errors';
import type { ResourceDefinition } from './resources';
import { structureErrors, transitionErrors } from './structureErrors';

const rulesNotChecked: FieldError = {
  reason: 'FieldValueInvalid',
  field: '<nil>',
  value: null,
  detail:
    'some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
};

/** An object of a wrong shape is not shown to rules; a value out of range is. */
const isOfWrongShape = ({ reason }: FieldError) =>
  reason !== 'FieldValueInvalid';

/** Kubernetes' own kinds of a wrong shape were refused when they were read. */
export function validateStructure(
  of: ResourceDefinition,
  object: KubeObject,
  old?: KubeObject,
) {
  if (!of.custom || !of.structure) return;
  const errors = structureErrors(object, of.structure);
  if (!errors.some(isOfWrongShape)) {
    errors.push(...transitionErrors(object, old, of.structure));
  }
  if (errors.length === 0) return;
  const unchecked =
    of.hasRules && errors.some(isOfWrongShape) ? [rulesNotChecked] : [];
  throw invalid(of, object.metadata.name, [...errors, ...unchecked]);
}
