/** Needs no quotes in any shell. */
const PLAIN = /^[A-Za-z0-9_./:=,@%+][A-Za-z0-9_./:=,@%+-]*$/;

/**
 * A command to copy, each value of which is one word to the shell, whatever it has: many are written by whoever may label an
 * object.
 *
 * @example shell`kubectl label service ${name} ${label}-`
 */
export function shell(
  words: TemplateStringsArray,
  ...values: (string | readonly string[])[]
): string {
  return String.raw(
    { raw: words },
    ...values.map(value =>
      typeof value === 'string' ? quote(value) : value.map(quote).join(' '),
    ),
  );
}

function quote(value: string): string {
  // A terminal acts on control characters before the shell sees any quotes.
  const printable = value.replace(/[\p{Cc}\p{Cs}\u2028\u2029]/gu, '\ufffd');
  return PLAIN.test(printable)
    ? printable
    : `'${printable.replaceAll("'", String.raw`'\''`)}'`;
}
