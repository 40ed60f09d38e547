/** What one part of a DNS name may have, and so every name of a Service and every part of a host. */
const DNS_LABEL_LENGTH = 63;

/** Why a model cannot have this name. */
export function nameProblem(name: string): string | undefined {
  if (!/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(name)) {
    return 'Lower-case letters, digits and "-" only, starting with a letter and not ending with "-"';
  }
  // A SeldonDeployment may be longer, but its Route gets a host that starts with its name.
  if (name.length > DNS_LABEL_LENGTH) {
    return `At most ${DNS_LABEL_LENGTH} characters; this has ${name.length}`;
  }
  return undefined;
}

/** What will work but may surprise. */
export function nameHints(
  name: string,
  surroundings: { namespace?: string; predictor?: string },
): string[] {
  const { namespace, predictor } = surroundings;
  const hints: string[] = [];
  if (predictor && `${name}-${predictor}`.length > DNS_LABEL_LENGTH) {
    hints.push(
      `Its Service cannot be called ${name}-${predictor}, which is longer than ${DNS_LABEL_LENGTH} characters: Seldon gives it a hash for a name`,
    );
  }
  if (namespace && `${name}-${namespace}`.length > DNS_LABEL_LENGTH) {
    hints.push(
      `A host such as ${name}-${namespace}.… is refused by routers, whose limit is ${DNS_LABEL_LENGTH} characters: shorten the name to expose the model`,
    );
  }
  return hints;
}
