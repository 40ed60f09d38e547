import { createBackend } from '@backstage/backend-defaults';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';

/** A portal of its own process, so that it can be killed. Everybody is signed in; all else is real. */
const backend = createBackend();
backend.add(mockServices.auth.factory());
backend.add(mockServices.httpAuth.factory());
backend.add(
  catalogServiceMock.factory({
    entities: [
      {
        apiVersion: 'scaffolder.backstage.io/v1beta3',
        kind: 'Template',
        metadata: { name: 'three-steps', namespace: 'default' },
        spec: {
          type: 'model',
          steps: [
            {
              id: 'deploy',
              name: 'Deploy',
              action: 'seldon:model:deploy',
              input: {
                cluster: 'local',
                namespace: 'ml-mon',
                name: 'iris',
                predictors: [
                  {
                    name: 'main',
                    graph: { name: 'classifier' },
                    containers: [
                      { name: 'classifier', image: 'seldonio/iris:1' },
                    ],
                  },
                ],
              },
            },
            {
              id: 'expose',
              name: 'Expose',
              action: 'seldon:model:expose',
              input: {
                cluster: 'local',
                namespace: 'ml-mon',
                name: '${{ steps.deploy.output.name }}',
                kind: 'route',
              },
            },
            {
              id: 'monitor',
              name: 'Monitor',
              action: 'seldon:model:monitor',
              input: {
                cluster: 'local',
                namespace: 'ml-mon',
                name: '${{ steps.deploy.output.name }}',
                scrape: 'serviceMonitor',
                customMetrics: true,
              },
            },
          ],
        },
      },
    ],
  }),
);
backend.add(import('@backstage/plugin-kubernetes-backend'));
backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(import('backstage-plugin-ml-monitoring-backend'));
backend.add(import('..'));
backend.start();
