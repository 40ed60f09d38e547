const WIDTH = 60;

/**
 * JSON to read: two spaces for each level, and what holds nothing but a few numbers or words in one line, as a row of a
 * table is read.
 */
export function prettyJson(value: unknown): string {
  return write(value, '');
}

function write(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null) {
    return JSON.stringify(value);
  }
  const deeper = `${indent}  `;
  const isList = Array.isArray(value);
  const entries = isList
    ? value.map(item => write(item, deeper))
    : Object.entries(value).map(
        ([key, member]) => `${JSON.stringify(key)}: ${write(member, deeper)}`,
      );
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  const inline = entries.join(', ');
  const isRow =
    isList && value.every(item => item === null || typeof item !== 'object');
  return entries.length === 0 || (isRow && inline.length <= WIDTH)
    ? `${open}${inline}${close}`
    : `${open}\n${deeper}${entries.join(`,\n${deeper}`)}\n${indent}${close}`;
}
