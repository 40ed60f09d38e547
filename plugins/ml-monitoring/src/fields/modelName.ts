import type { Texts } from './texts';

/** What one part of a DNS name may have, and so every name of a Service and every part of a host. */
const DNS_LABEL_LENGTH = 63;

/** Why a model cannot have this name. */
export function nameProblem(name: string, t: Texts): string | undefined {
  if (!/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(name)) {
    return t('form.refused.nameCharacters');
  }
  // A SeldonDeployment may be longer, but its Route gets a host that starts with its name.
  if (name.length > DNS_LABEL_LENGTH) {
    return t('form.refused.nameLength', {
      limit: String(DNS_LABEL_LENGTH),
      length: String(name.length),
    });
  }
  return undefined;
}

/** What will work but may surprise. */
export function nameHints(
  name: string,
  surroundings: { namespace?: string; predictor?: string },
  t: Texts,
): string[] {
  const { namespace, predictor } = surroundings;
  const limit = String(DNS_LABEL_LENGTH);
  const hints: string[] = [];
  const service = `${name}-${predictor}`;
  if (predictor && service.length > DNS_LABEL_LENGTH) {
    hints.push(t('form.hint.hashedService', { service, limit }));
  }
  const host = `${name}-${namespace}`;
  if (namespace && host.length > DNS_LABEL_LENGTH) {
    hints.push(t('form.hint.longHost', { host, limit }));
  }
  return hints;
}
