import { InputError, NotFoundError } from '@backstage/errors';
import type {
  DeploymentRequest,
  ProvisionRequest,
} from '../contract/provisioning';
import { stringifyModelRef, type ModelRef } from '../contract/refs';
import { readDeployment, type SeldonCapabilities } from './checkDeployment';
import { deploymentWarnings } from './deploymentWarnings';
import { exposureManifests, unsplitWarnings } from './exposureManifests';
import { monitoringManifests } from './monitoringManifests';
import type { ModelPromise } from './promise';
import { schemaAt } from './prunedFields';
import type { ScrapedBy } from './scrapedBy';
import { seldonDeployment } from './seldonDeployment';
import { shapeOfSpec } from './shape';
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
 * @param promise - what is promised of the model as it runs
 * @param scrapedBy - which monitors of others select the predictors of a model of that shape
 * @throws InputError when the request cannot be brought about; the message names the field
 * @public
 */
export function modelManifests(options: {
  request: ProvisionRequest;
  existing?: ModelShape;
  promise?: ModelPromise;
  scrapedBy?: (shape: ModelShape) => readonly ScrapedBy[];
  apis: ClusterApis;
  seldon?: SeldonCapabilities;
  settings: ManifestSettings;
}): RenderedModel {
  const { request, existing, apis, seldon, settings } = options;
  const { cluster, namespace, name } = request;
  const ref: ModelRef = { cluster, namespace, name };
  const { deployment, exposure, monitoring } = request;
  if (!deployment && !exposure && !monitoring) {
    throw new InputError(
      'deployment, exposure, monitoring: at least one is needed (got none)',
    );
  }
  const model = deployment && deploymentManifest(ref, deployment, seldon);
  const shape = model?.shape ?? existing;
  if (!shape) {
    throw new NotFoundError(
      `There is no SeldonDeployment ${stringifyModelRef(ref)} to expose or monitor. Deploy it first, or add "deployment" to the request`,
    );
  }
  const parts = [
    model,
    model &&
      !exposure && { manifests: [], warnings: unsplitWarnings(model.shape) },
    exposure &&
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
        promise: deployment ?? options.promise ?? {},
        scrapedBy: options.scrapedBy?.(shape) ?? [],
      }),
  ].filter(part => !!part);
  return {
    manifests: parts.flatMap(part => part.manifests),
    warnings: parts.flatMap(part => part.warnings),
  };
}

function deploymentManifest(
  ref: ModelRef,
  deployment: DeploymentRequest,
  seldon: SeldonCapabilities = {},
): RenderedModel & { shape: ModelShape } {
  const hpaSpec = ['predictors', 'componentSpecs', 'hpaSpec', 'metricsv2'];
  const manifest = seldonDeployment(ref, deployment, {
    hpaMetrics: schemaAt(seldon.schema, hpaSpec) ? 'metricsv2' : 'metrics',
  });
  const spec = readDeployment(manifest, {
    ...seldon,
    request: deployment,
  });
  const shape = shapeOfSpec(ref.name, spec);
  return {
    manifests: [manifest],
    warnings: deploymentWarnings(ref, spec, shape),
    shape,
  };
}
