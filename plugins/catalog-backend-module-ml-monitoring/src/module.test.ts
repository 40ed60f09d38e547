import {
  coreServices,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { CatalogClient } from '@backstage/catalog-client';
import type { Entity } from '@backstage/catalog-model';
import type { ModelList } from 'backstage-plugin-ml-monitoring-common';
import Router from 'express-promise-router';
import { modelList, source, summary } from './__testUtils__/fixtures';
import catalogModuleMlMonitoring from '.';

jest.setTimeout(60_000);

/** The list of models, as the ML Monitoring backend answers it. */
function modelsBackend(answer: () => ModelList) {
  return createBackendPlugin({
    pluginId: 'ml-monitoring',
    register(reg) {
      reg.registerInit({
        deps: {
          http: coreServices.httpRouter,
          httpAuth: coreServices.httpAuth,
        },
        async init({ http, httpAuth }) {
          const router = Router();
          router.get('/v1/models', async (req, res) => {
            await httpAuth.credentials(req, { allow: ['service'] });
            res.json(answer());
          });
          http.use(router);
        },
      });
    },
  });
}

async function startPortal(answer: () => ModelList) {
  const scheduler = mockServices.scheduler();
  const { server } = await startTestBackend({
    features: [
      import('@backstage/plugin-catalog-backend'),
      catalogModuleMlMonitoring,
      modelsBackend(answer),
      createServiceFactory({
        service: coreServices.scheduler,
        deps: {},
        factory: () => scheduler,
      }),
      mockServices.rootConfig.factory({
        data: {
          backend: { baseUrl: 'http://localhost:0' },
          catalog: { rules: [{ allow: ['Component', 'Location'] }] },
        },
      }),
    ],
  });
  const client = new CatalogClient({
    discoveryApi: {
      getBaseUrl: async pluginId =>
        `http://localhost:${server.port()}/api/${pluginId}`,
    },
  });
  const token = mockCredentials.service.token();
  return {
    look: () => scheduler.triggerTask('ml-monitoring-model-entities'),
    names: async () =>
      (
        await client.getEntities({ filter: { kind: 'Component' } }, { token })
      ).items
        .map((entity: Entity) => entity.metadata.name)
        .sort(),
    stop: () => server.stop(),
  };
}

/** The catalog works on entities in the background. */
async function eventually(check: () => Promise<void>) {
  const deadline = Date.now() + 20_000;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > deadline) {
        throw error;
      }
      await new Promise(resolve => {
        setTimeout(resolve, 100);
      });
    }
  }
}

describe('the catalog with this module', () => {
  it('follows the models, and keeps what it cannot read', async () => {
    let answer = () =>
      modelList([summary('local:ml/fraud'), summary('local:ml/churn')]);
    const portal = await startPortal(() => answer());
    try {
      await portal.look();
      await eventually(async () =>
        expect(await portal.names()).toEqual([
          'local.ml.churn',
          'local.ml.fraud',
        ]),
      );

      answer = () => {
        throw new Error('no connection');
      };
      await portal.look();
      answer = () => modelList([], { sources: [source('local', 'forbidden')] });
      await portal.look();
      expect(await portal.names()).toEqual([
        'local.ml.churn',
        'local.ml.fraud',
      ]);

      answer = () => modelList([summary('local:ml/churn')]);
      await portal.look();
      await eventually(async () =>
        expect(await portal.names()).toEqual(['local.ml.churn']),
      );
    } finally {
      await portal.stop();
    }
  });
});
