import { InputError } from '@backstage/errors';
import type { ProvisionRequest } from 'backstage-plugin-ml-monitoring-common';
import {
  imageMatches,
  matchesPattern,
  modelUriMatches,
  parseQuantity,
  type ProvisioningConfig,
} from '../config';

type Deployment = NonNullable<ProvisionRequest['deployment']>;
type Predictor = Deployment['predictors'][number];
type Container = NonNullable<Predictor['containers']>[number];
type GraphNode = Predictor['graph'];

/** The part of a configuration key that all limits share. */
const KEY = 'mlMonitoring.provisioning';

/** Refuses what the platform team did not allow, naming field, value and key. */
export function requireWithinLimits(
  request: ProvisionRequest,
  config: ProvisioningConfig,
): void {
  requireNamespace(request.namespace, config);
  const { exposure, deployment } = request;
  if (
    exposure &&
    exposure.kind !== 'auto' &&
    exposure.kind !== 'none' &&
    !config.exposure.includes(exposure.kind)
  ) {
    refuse('exposure.kind', 'exposure', config.exposure, exposure.kind);
  }
  deployment?.predictors.forEach((predictor, index) =>
    requirePredictor(predictor, `deployment.predictors.${index}`, config),
  );
}

export function requireNamespace(
  namespace: string,
  config: ProvisioningConfig,
): void {
  if (!isNamespaceAllowed(namespace, config)) {
    refuse('namespace', 'namespaces', config.namespaces, namespace);
  }
}

export function isNamespaceAllowed(
  namespace: string,
  config: ProvisioningConfig,
): boolean {
  return config.namespaces.some(pattern => matchesPattern(namespace, pattern));
}

function requirePredictor(
  predictor: Predictor,
  path: string,
  config: ProvisioningConfig,
): void {
  const { replicas } = config.maximum;
  if (replicas !== undefined && (predictor.replicas ?? 1) > replicas) {
    refuseMore(`${path}.replicas`, 'replicas', replicas, predictor.replicas);
  }
  predictor.containers?.forEach((container, index) =>
    requireContainer(container, `${path}.containers.${index}`, config),
  );
  requireNode(predictor.graph, `${path}.graph`, config);
}

function requireContainer(
  { image, resources }: Container,
  path: string,
  config: ProvisioningConfig,
): void {
  if (!config.images.some(pattern => imageMatches(image, pattern))) {
    refuse(`${path}.image`, 'images', config.images, image);
  }
  for (const kind of ['requests', 'limits'] as const) {
    for (const what of ['cpu', 'memory'] as const) {
      const asked = resources?.[kind]?.[what];
      const most = config.maximum[what];
      if (
        asked !== undefined &&
        most !== undefined &&
        (parseQuantity(asked) ?? Infinity) > most
      ) {
        refuseMore(`${path}.resources.${kind}.${what}`, what, most, asked);
      }
    }
  }
}

function requireNode(
  { modelUri, children }: GraphNode,
  path: string,
  config: ProvisioningConfig,
): void {
  if (
    modelUri !== undefined &&
    !config.modelUris.some(pattern => modelUriMatches(modelUri, pattern))
  ) {
    refuse(`${path}.modelUri`, 'modelUris', config.modelUris, modelUri);
  }
  children?.forEach((child, index) =>
    requireNode(child, `${path}.children.${index}`, config),
  );
}

function refuse(
  field: string,
  key: string,
  allowed: readonly string[],
  got: string,
): never {
  throw new InputError(
    `${field}: must match ${allowed.length ? allowed.join(' or ') : 'an entry, and there is none,'} of ${KEY}.${key} (got ${got})`,
  );
}

function refuseMore(
  field: string,
  what: 'replicas' | 'cpu' | 'memory',
  most: number,
  got: string | number | undefined,
): never {
  throw new InputError(
    `${field}: must be at most ${KEY}.resources.maximum.${what}, which is ${most}${what === 'memory' ? ' bytes' : ''} (got ${got})`,
  );
}
