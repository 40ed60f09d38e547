export interface LabelSelector {
  matchLabels?: Record<string, string>;
  matchExpressions?: {
    key: string;
    operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
    values?: string[];
  }[];
}

/** An empty selector matches everything, an absent one nothing. */
export function matchesSelector(
  selector: LabelSelector | undefined,
  labels: Record<string, string> = {},
): boolean {
  if (!selector) {
    return false;
  }
  return (
    Object.entries(selector.matchLabels ?? {}).every(
      ([name, value]) => labels[name] === value,
    ) &&
    (selector.matchExpressions ?? []).every(
      ({ key, operator, values = [] }) => {
        const value = labels[key];
        switch (operator) {
          case 'In':
            return value !== undefined && values.includes(value);
          case 'NotIn':
            return value === undefined || !values.includes(value);
          case 'Exists':
            return value !== undefined;
          default:
            return value === undefined;
        }
      },
    )
  );
}
