/** A label selector as Kubernetes has it. Without requirements it selects everything. @public */
export interface LabelSelector {
  matchLabels?: Record<string, string>;
  matchExpressions?: { key: string; operator: string; values?: string[] }[];
}

/** Labels of an object. `complete: false`: there may be others. */
export interface KnownLabels {
  labels: Record<string, string>;
  complete: boolean;
}

/**
 * Whether a selector selects an object. An absent selector selects nothing.
 *
 * @returns `undefined` where a label decides that is not known, or an operator that is not
 */
export function isSelected(
  selector: LabelSelector | undefined,
  known: KnownLabels,
): boolean | undefined {
  if (!selector) {
    return false;
  }
  const verdicts = [
    ...Object.entries(selector.matchLabels ?? {}).map(([key, value]) =>
      meets(known, { key, operator: 'In', values: [value] }),
    ),
    ...(selector.matchExpressions ?? []).map(each => meets(known, each)),
  ];
  if (verdicts.includes(false)) {
    return false;
  }
  return verdicts.includes(undefined) ? undefined : true;
}

function meets(
  { labels, complete }: KnownLabels,
  requirement: NonNullable<LabelSelector['matchExpressions']>[number],
): boolean | undefined {
  const { key, operator, values = [] } = requirement;
  const present = Object.hasOwn(labels, key);
  if (!present && !complete) {
    return undefined;
  }
  const listed = present && values.includes(labels[key]);
  switch (operator) {
    case 'In':
      return listed;
    case 'NotIn':
      return !listed;
    case 'Exists':
      return present;
    case 'DoesNotExist':
      return !present;
    default:
      return undefined;
  }
}

/** A selector in the words of `kubectl -l`. */
export function stringifySelector(selector: LabelSelector | undefined): string {
  if (!selector) {
    return 'nothing';
  }
  const parts = [
    ...Object.entries(selector.matchLabels ?? {}).map(
      ([key, value]) => `${key}=${value}`,
    ),
    ...(selector.matchExpressions ?? []).map(stringifyRequirement),
  ];
  return parts.join(',') || 'everything';
}

function stringifyRequirement({
  key,
  operator,
  values = [],
}: NonNullable<LabelSelector['matchExpressions']>[number]): string {
  switch (operator) {
    case 'Exists':
      return key;
    case 'DoesNotExist':
      return `!${key}`;
    default:
      return `${key} ${operator.toLowerCase()} (${values.join(',')})`;
  }
}
