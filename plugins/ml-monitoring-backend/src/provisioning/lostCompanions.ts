import type { MadeObject } from './MadeObjects';
import type { Subject } from './Subject';
import type { Trial } from './Trial';

/**
 * Who deletes a SeldonDeployment and makes it anew, with kubectl say, loses what stood around the old one: the cluster
 * collects it. That the model has our labels, yet was not applied from here, gives it away.
 */
export function lostCompanions(
  { existing, ref }: Subject,
  made: MadeObject[],
  trials: Trial[],
): string[] {
  if (!existing?.managed || existing.appliedHere || existing.gitOwner) {
    return [];
  }
  const missing = trials
    .filter(({ planned }) => planned.result === 'created')
    .map(({ planned }) => `${planned.kind} ${planned.name}`);
  if (!missing.length && made.length) {
    return [];
  }
  const what = `SeldonDeployment ${ref.namespace}/${ref.name} has been made anew from outside the portal, and what stood around the old one went with it`;
  return [
    missing.length
      ? `${what}. Missing, and made again by this: ${missing.join(', ')}`
      : `${what}: nothing is left of it. Add "exposure" and "monitoring" to the request to have it made again`,
  ];
}
