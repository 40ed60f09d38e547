import { redact } from 'backstage-plugin-ml-monitoring-common';

/** More than this nobody reads, and kubelets keep no more of what a container said last. */
const MOST_CHARACTERS = 4_096;

/** What others wrote, such as messages of events: without what looks like a secret, and not endless. */
export function foreignText(text: string): string {
  // Cut first for the time it takes, and with a margin, for half a secret does not look like one.
  const redacted = redact(text.slice(0, 2 * MOST_CHARACTERS));
  return redacted.length > MOST_CHARACTERS
    ? `${redacted.slice(0, MOST_CHARACTERS)}…`
    : redacted;
}
