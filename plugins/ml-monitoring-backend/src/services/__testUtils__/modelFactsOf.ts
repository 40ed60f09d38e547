import type { ClusterFacts } from 'backstage-plugin-ml-monitoring-common';

/** A model with one predictor that is up, has its orchestrator and is monitored. */
export function modelFactsOf(name: string, since: Date): ClusterFacts {
  return {
    model: {
      ref: { cluster: 'local', namespace: 'ml-mon', name },
      protocol: 'seldon',
      state: 'Available',
      ownership: { owner: 'group:default/ml' },
      labels: { team: 'ml' },
      predictors: [
        {
          name: 'model',
          serviceName: `${name}-model`,
          shadow: false,
          replicas: 1,
          graph: { name: 'classifier', type: 'MODEL', children: [] },
          containers: [{ name: 'classifier', image: 'registry/x:1' }],
          rollouts: [],
        },
      ],
      pods: [
        {
          name: `${name}-pod`,
          predictor: 'model',
          phase: 'Running',
          ready: true,
          restarts: 0,
          containers: [
            {
              name: 'seldon-container-engine',
              image: 'executor',
              ready: true,
              restarts: 0,
              state: 'running',
            },
          ],
          startedAt: since.toISOString(),
        },
      ],
      endpoints: [
        {
          kind: 'Route',
          name,
          admitted: true,
          url: `http://${name}.example.com`,
        },
      ],
      monitors: [
        {
          kind: 'ServiceMonitor',
          name: `${name}-model`,
          port: 'http',
          path: '/prometheus',
          intervalSeconds: 15,
        },
      ],
      managed: true,
      createdAt: since.toISOString(),
    },
    namespaceLabels: {},
    conditions: [],
    events: [],
    readyEndpoints: { [`${name}-model`]: 1 },
    specChangedAt: since,
  };
}
