import { InputError, NotAllowedError } from '@backstage/errors';
import {
  containerServiceName,
  explainerName,
  predictorServiceName,
  SELDON_DEPLOYMENT_ID_LABEL,
  seldonDeploymentId,
  type Manifest,
} from 'backstage-plugin-ml-monitoring-common';
import { resources, type KubeClient, type KubeResource } from '../cluster';
import { possibleDeployments } from '../cluster/facts/deploymentOwners';
import {
  anyObjectSchema,
  seldonDeploymentSchema,
  type PredictorObject,
} from '../cluster/objects';

const itemSchema = anyObjectSchema.omit({ apiVersion: true, kind: true });

/**
 * Refuses names by which the operator would change what belongs to somebody else. It joins the names of a model and its
 * predictors, so that `a` with `b-c` meets `a-b` with `c`, and changes a Service or Deployment of that name whoever made it.
 *
 * @param fieldOf - what to call the name of a predictor, given its place among them
 */
export async function requireNamesFree(
  client: KubeClient,
  manifest: Pick<Manifest, 'metadata' | 'spec'>,
  options: { fieldOf: (predictor: number) => string; signal?: AbortSignal },
): Promise<void> {
  const { fieldOf, signal } = options;
  const sdep = seldonDeploymentSchema.parse(manifest);
  const { namespace, name } = manifest.metadata;
  const [services, deployments] = await Promise.all(
    [resources.services, resources.deployments].map(resource =>
      namesOfOthers(client, resource, { namespace, model: name, signal }),
    ),
  );
  sdep.spec.predictors.forEach((predictor, index) => {
    const taken =
      servicesOf(name, predictor).find(each => services.has(each)) ??
      possibleDeployments(sdep, predictor).find(each => deployments.has(each));
    if (taken) {
      throw new InputError(
        `${fieldOf(index)}: ${taken} in namespace ${namespace} belongs to something else, and Seldon would change it for this predictor. Choose another name (got ${predictor.name})`,
      );
    }
  });
}

function servicesOf(model: string, predictor: PredictorObject): string[] {
  const containers = predictor.componentSpecs.flatMap(
    ({ spec }) => spec?.containers ?? [],
  );
  return [
    predictorServiceName(model, predictor),
    explainerName(model, predictor.name),
    ...containers.map(container =>
      containerServiceName(model, predictor.name, container.name),
    ),
  ];
}

/** What cannot be found out is no reason to refuse. */
async function namesOfOthers(
  client: KubeClient,
  resource: KubeResource,
  options: { namespace: string; model: string; signal?: AbortSignal },
): Promise<Set<string>> {
  const { namespace, model, signal } = options;
  const own = seldonDeploymentId(model);
  try {
    const items = await client.list(resource, { namespace, signal });
    return new Set(
      items
        .map(item => itemSchema.parse(item).metadata)
        .filter(({ labels }) => labels?.[SELDON_DEPLOYMENT_ID_LABEL] !== own)
        .map(metadata => metadata.name),
    );
  } catch (error) {
    if (error instanceof NotAllowedError) {
      return new Set();
    }
    throw error;
  }
}
