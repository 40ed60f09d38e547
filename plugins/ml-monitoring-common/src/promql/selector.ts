/** One condition on a label. @public */
export interface LabelMatcher {
  label: string;
  operator: '=' | '!=' | '=~' | '!~';
  value: string;
}

const METRIC_NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
/** What PromQL takes for something else than the name of a metric. */
const RESERVED =
  /^(and|or|unless|atan2|on|ignoring|group_left|group_right|bool|by|without|offset|start|end|inf|nan)$/i;
const LABEL_NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/**
 * Renders `metric{label="value"}`, with values quoted so that no name can break out of its matcher. The name of a metric that
 * cannot stand outside of quotes stands within, for Prometheus 3 has such names.
 *
 * @throws TypeError for a label name that PromQL cannot write.
 */
export function selector(
  metric: string | undefined,
  matchers: readonly LabelMatcher[],
): string {
  if (
    metric !== undefined &&
    (!METRIC_NAME.test(metric) || RESERVED.test(metric))
  ) {
    return selector(undefined, [...equals({ __name__: metric }), ...matchers]);
  }
  return `${metric ?? ''}{${conditions(matchers)}}`;
}

/**
 * What stands between the braces of a selector.
 *
 * @throws TypeError for a label name that PromQL cannot write.
 */
export function conditions(matchers: readonly LabelMatcher[]): string {
  return matchers
    .map(({ label, operator, value }) => {
      if (!isLabelName(label)) {
        throw new TypeError(`"${label}" is not the name of a label`);
      }
      return `${label}${operator}${quote(value)}`;
    })
    .join(',');
}

/** Whether every version of PromQL can write it. */
export function isLabelName(text: string): boolean {
  return LABEL_NAME.test(text);
}

export function equals(labels: Record<string, string>): LabelMatcher[] {
  return Object.entries(labels).map(([label, value]) => ({
    label,
    operator: '=',
    value,
  }));
}

/** Matches exactly the given values, whatever characters they have. */
export function oneOf(label: string, values: readonly string[]): LabelMatcher {
  return { label, operator: '=~', value: values.map(escapeRegex).join('|') };
}

// Prometheus refuses raw newlines, and U+FFFD as "invalid UTF-8", inside quotes.
const UNSAFE = /[\\"\p{Cc}\p{Cs}\ufffd]/gu;

function quote(value: string): string {
  const escaped = value.replace(UNSAFE, character => {
    if (character === '\\' || character === '"') {
      return `\\${character}`;
    }
    const code = /\p{Cs}/u.test(character) ? 0xfffd : character.charCodeAt(0);
    return `\\u${code.toString(16).padStart(4, '0')}`;
  });
  return `"${escaped}"`;
}

export function escapeRegex(value: string): string {
  return value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
