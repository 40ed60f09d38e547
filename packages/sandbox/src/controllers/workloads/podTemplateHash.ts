import { createHash } from 'node:crypto';

/** Without vowels, so that no name becomes a word. */
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

const spell = (bytes: Iterable<number>, length: number) =>
  [...bytes]
    .slice(0, length)
    .map(byte => ALPHABET[byte % ALPHABET.length])
    .join('');

/** The same template always has the same hash, whatever the order of its members. */
export function podTemplateHash(template: unknown): string {
  return spell(
    createHash('sha256').update(canonicalJson(template)).digest(),
    10,
  );
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, member) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(
          Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : member,
  );
}

/** Generated names fit a DNS label: 58 characters and 5 more. */
export const generatedName = (base: string, random: Iterable<number>) =>
  `${`${base}-`.slice(0, 58)}${spell(random, 5)}`;
