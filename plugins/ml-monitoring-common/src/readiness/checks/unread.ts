import type { Reading, ReadinessFacts } from '../facts';
import { roleManifest, stringifyRight } from '../roleManifest';
import type { Outcome } from './types';

/** Who would have to be granted what could not be read. */
export type Signed = Pick<ReadinessFacts, 'lackingRights'>;

type Unread = Extract<Reading<unknown>, { status: 'forbidden' | 'failed' }>;

export const isUnread = <T>(reading: Reading<T>): reading is Unread =>
  reading.status === 'forbidden' || reading.status === 'failed';

/** What could not be read is unknown, never broken; where a right would help, it is named. */
export function unread(
  reading: Unread,
  summary: string,
  facts: Signed,
): Outcome {
  return {
    status: 'unknown',
    summary,
    evidence: [reading.message],
    fix: fixOf(reading, facts),
  };
}

/** Grants what would let a reading be complete. */
export function fixOf(
  reading: Reading<unknown>,
  { lackingRights }: Signed,
): Outcome['fix'] {
  const rights =
    reading.status === 'forbidden'
      ? reading.rights
      : (reading.status === 'read' && reading.missing?.rights) || [];
  if (!rights.length) {
    return undefined;
  }
  const user =
    lackingRights.status === 'read' ? lackingRights.value.user : undefined;
  return {
    summary: `To have it checked, let the portal's credential ${rights.map(stringifyRight).join('; ')}. Nothing else depends on it.`,
    manifest: roleManifest(rights, user),
  };
}

export const missingOf = <T>(reading: Reading<T>): string[] =>
  reading.status === 'read' && reading.missing ? [reading.missing.message] : [];
