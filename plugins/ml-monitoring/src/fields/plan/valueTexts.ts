const MAX_LENGTH = 300;
/** Enough before a difference to tell where it stands. */
const LEAD = 80;

/**
 * Both values of a field as text. Of long ones the stretch where they begin to differ, or two texts that start alike would
 * look the same.
 *
 * @returns undefined for a value that is not set
 */
export function valueTexts(
  before: unknown,
  after: unknown,
): [before: string | undefined, after: string | undefined] {
  const texts = [textOf(before), textOf(after)] as const;
  if (texts.every(text => (text?.length ?? 0) <= MAX_LENGTH)) {
    return [...texts];
  }
  const start = Math.max(0, firstDifference(...texts) - LEAD);
  return [excerpt(texts[0], start), excerpt(texts[1], start)];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function firstDifference(one = '', other = ''): number {
  let index = 0;
  while (index < one.length && one[index] === other[index]) {
    index++;
  }
  return index;
}

function excerpt(text: string | undefined, start: number): string | undefined {
  if (text === undefined) {
    return undefined;
  }
  const end = start + MAX_LENGTH;
  return [start > 0 && '…', text.slice(start, end), end < text.length && '…']
    .filter(Boolean)
    .join('');
}
