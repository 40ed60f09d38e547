import type { Cluster, KubeObject } from '../api/Cluster';
import { parseApiVersion } from '../api/resources';
import { fleetObjects } from './fleet';
import { gatewayStack } from './gatewayStack';
import { grafanaStack } from './grafanaStack';
import { monitoringStack } from './monitoringStack';
import { modelObjects } from './modelObjects';
import { ML_NAMESPACE, tutorialModels } from './tutorialModels';

/** Where the template may put new models besides `ml-mon`. */
const NAMESPACES = [ML_NAMESPACE, 'ml-demo'];

/** Fills a new cluster: the operators, Prometheus, and the models. */
export function populate(options: {
  cluster: Cluster;
  has: (group: string) => boolean;
  operatorObjects: KubeObject[];
  models: number;
}) {
  const { cluster, has } = options;
  const objects = [
    ...options.operatorObjects,
    ...NAMESPACES.map(namespace),
    ...monitoringStack,
    ...gatewayStack,
    ...grafanaStack,
    ...tutorialModels.flatMap(model => modelObjects(model)),
    ...fleetObjects(options.models),
  ];
  for (const object of objects) {
    if (has(parseApiVersion(object.apiVersion).group)) {
      cluster.create(object, { fieldManager: 'kubectl-create' });
    }
  }
}

const namespace = (name: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels: { 'kubernetes.io/metadata.name': name } },
});
