/** An object in the namespace of a model that the model needs to be there. @public */
export interface Reference {
  kind: 'Secret' | 'ServiceAccount';
  name: string;
}

/** What a manifest refers to by name, wherever in it. @public */
export function referencesOf(manifest: unknown): Reference[] {
  const found = new Map<string, Reference>();
  visit(manifest, (field, value, parent) => {
    const reference = referenceIn(field, value, parent);
    if (reference) {
      found.set(`${reference.kind}/${reference.name}`, reference);
    }
  });
  return [...found.values()];
}

function referenceIn(
  field: string,
  value: unknown,
  parent: object,
): Reference | undefined {
  if ((parent as { optional?: unknown }).optional === true) {
    return undefined;
  }
  if (typeof value === 'string' && value) {
    if (field === 'serviceAccountName') {
      return { kind: 'ServiceAccount', name: value };
    }
    return field === 'envSecretRefName' || field === 'secretName'
      ? { kind: 'Secret', name: value }
      : undefined;
  }
  const { name, optional } = (value ?? {}) as {
    name?: unknown;
    optional?: unknown;
  };
  return (field === 'secretKeyRef' || field === 'secretRef') &&
    typeof name === 'string' &&
    optional !== true
    ? { kind: 'Secret', name }
    : undefined;
}

function visit(
  value: unknown,
  see: (field: string, value: unknown, parent: object) => void,
): void {
  if (typeof value !== 'object' || value === null) {
    return;
  }
  for (const [field, inner] of Object.entries(value)) {
    if (!Array.isArray(value)) {
      see(field, inner, value);
    }
    visit(inner, see);
  }
}
