import { ROUTES } from '../controllers/runtime/resources';
import { hostOf } from '../traffic/calls';
import { edit, put, remove } from './changes';
import type { Scenario } from './types';

const LONGEST_LABEL = 63;

/** What lies between callers and the model's Service. */
export const exposureScenarios: Scenario[] = [
  {
    name: 'route-host-claimed',
    kind: 'model',
    description: 'Another team’s Route had the model’s host first',
    change(cluster, model) {
      const route = cluster.get(ROUTES, model);
      const host = route?.spec.host ?? hostOf(model.name, model.namespace);
      const comeBack = remove(cluster, ROUTES, model);
      const undo = put(cluster, ROUTES, {
        apiVersion: 'route.openshift.io/v1',
        kind: 'Route',
        metadata: {
          namespace: 'default',
          name: `claims-${model.namespace}-${model.name}`,
        },
        spec: { host, to: { kind: 'Service', name: 'kubernetes' } },
      });
      comeBack();
      return undo;
    },
  },
  {
    name: 'route-invalid-host',
    kind: 'model',
    description: 'The model’s Route asks for a host that no name server takes',
    change: (cluster, model) =>
      edit(cluster, ROUTES, model, ({ spec }) => {
        spec.host = `${`${model.name}-`.padEnd(LONGEST_LABEL + 1, 'x')}.apps.localhost`;
      }),
  },
];
