import {
  redact,
  type FieldChange,
  type Plan,
  type PlannedObject,
} from 'backstage-plugin-ml-monitoring-common';

const MAX_VALUE_LENGTH = 160;
/** Of one object; a new dashboard alone has thousands. */
const MAX_CHANGES = 50;

/** A plan for people to read: a line for each object, and under it one for each field that would change. */
export function describePlan({ objects }: Pick<Plan, 'objects'>): string[] {
  return objects.flatMap(describeObject);
}

/** Why applying a plan would be refused, and what would get around it; `undefined` when it would not be. */
export function refusalOf(
  plan: Pick<Plan, 'objects' | 'applicable'>,
): string | undefined {
  if (plan.applicable) {
    return undefined;
  }
  const refusals = plan.objects.flatMap(object =>
    object.refusal
      ? [`${nameOf(object)}: ${redact(object.refusal.message)}`]
      : [],
  );
  return [
    refusals.join('; ') || 'the cluster would not take it',
    ...(takeOverOf(plan).length
      ? [
          'Apply it where it is managed, or name these objects in takeOver to take their fields over',
        ]
      : []),
  ].join('. ');
}

/** What the input `takeOver` would have to name to get around the conflicts of a plan. */
export function takeOverOf({ objects }: Pick<Plan, 'objects'>): {
  kind: string;
  name: string;
  resourceVersion: string;
}[] {
  return objects.flatMap(({ kind, name, refusal }) =>
    refusal?.resourceVersion
      ? [{ kind, name, resourceVersion: refusal.resourceVersion }]
      : [],
  );
}

function describeObject(object: PlannedObject): string[] {
  const { result, refusal, changes, changesFrom } = object;
  const shown = changes.slice(0, MAX_CHANGES);
  const more = changes.length - shown.length;
  return [
    `${nameOf(object)} would be ${result}${changesFrom === 'local' ? ', as far as can be told without trying it out' : ''}`,
    ...shown.map(change => `  ${describeChange(change)}`),
    ...(more ? [`  and ${more} more fields`] : []),
    ...(refusal ? [`  ${redact(refusal.message)}`] : []),
    ...(refusal?.conflicts ?? []).map(
      ({ field, manager }) => `  ${field} belongs to ${manager}`,
    ),
  ];
}

function nameOf({ kind, namespace, name }: PlannedObject): string {
  return `${kind} ${namespace}/${name}`;
}

function describeChange({ path, before, after }: FieldChange): string {
  if (before === undefined) {
    return `${path}: set to ${valueOf(after)}`;
  }
  return after === undefined
    ? `${path}: removed, was ${valueOf(before)}`
    : `${path}: ${valueOf(before)} → ${valueOf(after)}`;
}

function valueOf(value: unknown): string {
  const text = redact(JSON.stringify(value));
  return text.length > MAX_VALUE_LENGTH
    ? `${text.slice(0, MAX_VALUE_LENGTH)}…`
    : text;
}
