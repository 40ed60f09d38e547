import { InputError } from '@backstage/errors';
import {
  requestFieldOf,
  type Manifest,
  type ProvisionRequest,
} from 'backstage-plugin-ml-monitoring-common';
import { matchesPattern, type ProvisioningConfig } from '../config';
import { excessesOf, notAllowed, type Path } from './specLimits';

/** More than this at once helps nobody. */
const MAX_EXCESSES = 5;

/** Refuses what the request itself says is not allowed, before the cluster is asked anything. */
export function requireAllowedRequest(
  { namespace, exposure }: ProvisionRequest,
  config: ProvisioningConfig,
): void {
  requireNamespace(namespace, config);
  if (
    exposure &&
    exposure.kind !== 'auto' &&
    exposure.kind !== 'none' &&
    !config.exposure.includes(exposure.kind)
  ) {
    throw new InputError(
      `exposure.kind: ${notAllowed('exposure', config.exposure, exposure.kind)}`,
    );
  }
}

/**
 * Refuses what the platform team did not allow, in what would be applied: patches and all. Names the field of the request that
 * it comes from, the value and the key.
 */
export function requireWithinLimits(
  { deployment }: Pick<ProvisionRequest, 'deployment'>,
  rendered: readonly Manifest[],
  config: ProvisioningConfig,
): void {
  for (const manifest of rendered) {
    if (manifest.kind === 'SeldonDeployment') {
      requireModelWithinLimits(manifest, config, path =>
        deployment
          ? requestFieldOf(deployment, path)
          : ['spec', ...path].join('.'),
      );
    }
  }
}

/** The same for a SeldonDeployment that no request stands behind, as when a running model is changed. */
export function requireModelWithinLimits(
  { metadata: { namespace }, spec }: Pick<Manifest, 'metadata' | 'spec'>,
  config: ProvisioningConfig,
  fieldOf: (path: Path) => string = path => ['spec', ...path].join('.'),
): void {
  requireNamespace(namespace, config);
  const excesses = excessesOf(spec, { namespace, config });
  if (excesses.length) {
    const sentences = excesses
      .slice(0, MAX_EXCESSES)
      .map(({ path, message }) => `${fieldOf(path)}: ${message}`);
    const more = excesses.length - sentences.length;
    throw new InputError(
      [...sentences, ...(more > 0 ? [`and ${more} more`] : [])].join('; '),
    );
  }
}

export function requireNamespace(
  namespace: string,
  config: ProvisioningConfig,
): void {
  if (!isNamespaceAllowed(namespace, config)) {
    throw new InputError(
      `namespace: ${notAllowed('namespaces', config.namespaces, namespace)}`,
    );
  }
}

export function isNamespaceAllowed(
  namespace: string,
  config: ProvisioningConfig,
): boolean {
  return config.namespaces.some(pattern => matchesPattern(namespace, pattern));
}
