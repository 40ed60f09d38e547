import { InputError, NotFoundError } from '@backstage/errors';
import type { ProvisionRequest } from '../contract/provisioning';
import { stringifyModelRef, type ModelRef } from '../contract/refs';
import { checkDeployment } from './checkDeployment';
import { exposureManifests } from './exposureManifests';
import { monitoringManifests } from './monitoringManifests';
import { isPredictorServiceHashed } from './names';
import { seldonDeployment } from './seldonDeployment';
import { shapeOfRequest } from './shape';
import type {
  ClusterApis,
  ManifestSettings,
  ModelShape,
  RenderedModel,
} from './types';

/**
 * Everything a request stands for, as Kubernetes objects.
 *
 * @param existing - the model as it runs, where it does
 * @throws InputError when the request cannot be brought about; the message names the field
 * @public
 */
export function modelManifests(options: {
  request: ProvisionRequest;
  existing?: ModelShape;
  apis: ClusterApis;
  settings: ManifestSettings;
}): RenderedModel {
  const { request, existing, apis, settings } = options;
  const { cluster, namespace, name } = request;
  const ref: ModelRef = { cluster, namespace, name };
  const { deployment, exposure, monitoring } = request;
  if (deployment) {
    checkDeployment(name, deployment);
  }
  const shape = deployment ? shapeOfRequest(name, deployment) : existing;
  if (!shape) {
    throw new NotFoundError(
      `There is no SeldonDeployment ${stringifyModelRef(ref)} to expose or monitor. Deploy it first, or add "deployment" to the request`,
    );
  }
  const parts = [
    deployment && {
      manifests: [seldonDeployment(ref, deployment)],
      warnings: hashWarnings(ref, shape),
    },
    exposure &&
      exposure.kind !== 'none' &&
      exposureManifests(ref, shape, {
        kind: exposure.kind,
        host: exposure.host,
        apis,
        settings,
      }),
    monitoring &&
      monitoringManifests(ref, shape, {
        request: monitoring,
        apis,
        settings: settings.monitoring,
      }),
  ].filter(part => !!part);
  if (!deployment && !exposure && !monitoring) {
    throw new InputError(
      'deployment, exposure, monitoring: at least one is needed (got none)',
    );
  }
  return {
    manifests: parts.flatMap(part => part.manifests),
    warnings: parts.flatMap(part => part.warnings),
  };
}

function hashWarnings(ref: ModelRef, shape: ModelShape): string[] {
  return shape.predictors
    .filter(({ name }) => isPredictorServiceHashed(ref.name, name))
    .map(
      ({ name, serviceName }) =>
        `"${ref.name}-${name}" is longer than 63 characters, so Seldon calls the Service of predictor ${name} "${serviceName}". A shorter name is easier to find`,
    );
}
