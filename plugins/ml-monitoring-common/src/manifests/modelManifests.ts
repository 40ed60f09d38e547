import { InputError, NotFoundError } from '@backstage/errors';
import type {
  DeploymentRequest,
  ProvisionRequest,
} from '../contract/provisioning';
import { stringifyModelRef, type ModelRef } from '../contract/refs';
import { checkDeployment } from './checkDeployment';
import { deploymentWarnings } from './deploymentWarnings';
import { exposureManifests, unsplitWarnings } from './exposureManifests';
import { monitoringManifests } from './monitoringManifests';
import type { ModelPromise } from './promise';
import { schemaAt, type StructuralSchema } from './prunedFields';
import type { ScrapedBy } from './scrapedBy';
import { seldonDeployment } from './seldonDeployment';
import type { ServerOption } from './servers';
import { shapeOfSpec } from './shape';
import type { TrafficWeights } from './traffic';
import type {
  ClusterApis,
  ManifestSettings,
  ModelShape,
  RenderedModel,
} from './types';

/** What a cluster takes in a SeldonDeployment. Whatever is absent is not known, and not held against a request. @public */
export interface SeldonCapabilities {
  /** Of `spec`, as the cluster's CRD has it. */
  schema?: StructuralSchema;
  /** The prepackaged servers that it can run. */
  servers?: readonly ServerOption[];
}

/**
 * Everything a request stands for, as Kubernetes objects.
 *
 * @param existing - the model as it runs, where it does
 * @param promise - what is promised of the model as it runs
 * @param scrapedBy - which monitors of others select the predictors of a model of that shape
 * @param weights - what the exposure is to split by, instead of the traffic of the predictors, while a rollout moves it
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
  weights?: TrafficWeights;
}): RenderedModel {
  const { request, existing, apis, seldon, settings, weights } = options;
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
        weights,
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
  const spec = checkDeployment(manifest, deployment, seldon);
  const shape = shapeOfSpec(ref.name, spec);
  return {
    manifests: [manifest],
    warnings: deploymentWarnings(ref, spec, shape),
    shape,
  };
}
