import { InputError } from '@backstage/errors';
import type { ModelRef } from '../contract/refs';

const MAX_HOST_PART_LENGTH = 63;

/**
 * The host of a model: the one asked for, which must lie in the platform's own
 * domain, else the one its template gives. `undefined` leaves it to the router.
 */
export function hostOf(
  ref: ModelRef,
  options: { requested?: string; template?: string; templateKey: string },
): string | undefined {
  const { requested, template, templateKey } = options;
  if (requested && !template) {
    throw new InputError(
      `exposure.host: cannot be chosen here (got ${requested}); leave it out, or have the platform team set ${templateKey}`,
    );
  }
  if (!template) {
    refuseLongPart(
      `${ref.name}-${ref.namespace}`,
      'the host that the router would make up',
    );
    return undefined;
  }
  const byTemplate = fill(template, ref);
  const domain = byTemplate.slice(byTemplate.indexOf('.'));
  if (requested && !requested.endsWith(domain)) {
    throw new InputError(
      `exposure.host: must end in ${domain} (got ${requested})`,
    );
  }
  const host = requested ?? byTemplate;
  host.split('.').forEach(part => refuseLongPart(part, `the host ${host}`));
  return host;
}

function fill(template: string, ref: ModelRef): string {
  return template.replace(
    /\{(cluster|namespace|name)\}/g,
    (_, field: keyof ModelRef) => ref[field].toLowerCase(),
  );
}

function refuseLongPart(part: string, where: string): void {
  if (part.length > MAX_HOST_PART_LENGTH) {
    throw new InputError(
      `name: ${where} has a part of ${part.length} characters, and at most ${MAX_HOST_PART_LENGTH} are allowed (got ${part}); choose a shorter name or set exposure.host`,
    );
  }
}
