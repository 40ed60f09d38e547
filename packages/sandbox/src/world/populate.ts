import type { Cluster, KubeObject } from '../api/Cluster';
import { parseApiVersion } from '../api/resources';
import type { Clock } from '../clock';
import { readyAddresses } from '../controllers/routing/backends';
import { OPERATOR_NAMESPACE } from '../controllers/seldon/operatorInstallation';
import { fleetObjects } from './fleet';
import { monitoringStack } from './monitoringStack';
import { until } from './until';
import {
  ML_NAMESPACE,
  tutorialModels,
  tutorialObjects,
} from './tutorialModels';

/** Where the template may put new models besides `ml-mon`. */
const NAMESPACES = [ML_NAMESPACE, 'ml-demo'];

const OPERATOR_SECONDS = 15;

/** Fills a new cluster: the operators, Prometheus, and the models. */
export async function populate(options: {
  cluster: Cluster;
  clock: Clock;
  has: (group: string) => boolean;
  operatorObjects: KubeObject[];
  models: number;
  signal?: AbortSignal;
}): Promise<void> {
  const { cluster, clock, has, signal } = options;
  const create = (object: KubeObject) => {
    if (has(parseApiVersion(object.apiVersion).group)) {
      cluster.create(object, { fieldManager: 'kubectl-create' });
    }
  };
  options.operatorObjects.forEach(create);
  NAMESPACES.map(namespace).forEach(create);
  monitoringStack.forEach(create);

  const models = tutorialModels.flatMap(tutorialObjects);
  // Before its pod runs, nobody answers for the operator's webhook.
  models.filter(({ kind }) => kind !== 'SeldonDeployment').forEach(create);
  await until(
    () =>
      readyAddresses(
        cluster,
        { namespace: OPERATOR_NAMESPACE, name: 'seldon-webhook-service' },
        443,
      ).length > 0,
    { clock, signal, seconds: OPERATOR_SECONDS, what: 'the Seldon operator' },
  );
  models.filter(({ kind }) => kind === 'SeldonDeployment').forEach(create);
  fleetObjects(options.models).forEach(create);
}

const namespace = (name: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels: { 'kubernetes.io/metadata.name': name } },
});
