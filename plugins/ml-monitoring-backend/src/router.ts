import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  endpoints,
  modelProvisionPermission,
} from 'backstage-plugin-ml-monitoring-common';
import express, { type Request, type Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { mount } from './mount';
import type { ModelAccess } from './permissions';
import type {
  ModelPredictor,
  ModelProvisioner,
  ModelRemover,
  ProvisioningOptions,
} from './provisioning';
import type { ModelDirectory } from './services/ModelDirectory';
import type { ModelHealthService } from './services/ModelHealthService';
import type { ModelMetricsService } from './services/ModelMetricsService';

/** Room for a large graph with many parameters, and no more. */
const MAXIMUM_BODY_BYTES = 1024 * 1024;
/** What a payload is wrapped in. */
const ENVELOPE_BYTES = 4 * 1024;

export interface RouterOptions {
  httpAuth: HttpAuthService;
  access: ModelAccess;
  directory: ModelDirectory;
  health: ModelHealthService;
  metrics: ModelMetricsService;
  options: ProvisioningOptions;
  /** Absent: nothing can be written, and no route is there that would. */
  writes?: { provisioner: ModelProvisioner; remover: ModelRemover };
  /** Absent: no predictions. */
  predictions?: { predictor: ModelPredictor; maximumBytes: number };
}

export function createRouter(services: RouterOptions): Router {
  const { access, directory, health, metrics, options } = services;
  const callerOf = async (request: Request, signal: AbortSignal) => ({
    credentials: await services.httpAuth.credentials(request, {
      allow: ['user', 'service'],
    }),
    request,
    signal,
  });

  const router = PromiseRouter();
  router.use(
    express.json({
      limit: Math.max(
        MAXIMUM_BODY_BYTES,
        (services.predictions?.maximumBytes ?? 0) + ENVELOPE_BYTES,
      ),
    }),
  );

  mount(router, endpoints.listModels, async ({ query, request, signal }) =>
    directory.list(query, await callerOf(request, signal)),
  );
  mount(router, endpoints.getModel, async ({ params, request, signal }) =>
    directory.detail(params, await callerOf(request, signal)),
  );
  mount(router, endpoints.getModelHealth, async ({ params, request, signal }) =>
    health.report(
      await directory.readable(params, await callerOf(request, signal)),
      { signal },
    ),
  );
  mount(
    router,
    endpoints.getModelMetrics,
    async ({ params, query, request, signal }) =>
      metrics.panels(
        await directory.readable(params, await callerOf(request, signal)),
        query,
        { signal },
      ),
  );

  const requireProvisioner = async (request: Request, signal: AbortSignal) => {
    const { credentials } = await callerOf(request, signal);
    await access.decide(modelProvisionPermission, credentials);
  };
  mount(router, endpoints.listClusterOptions, async ({ request, signal }) => {
    await requireProvisioner(request, signal);
    return { items: await options.clusters({ signal }) };
  });
  mount(
    router,
    endpoints.listNamespaceOptions,
    async ({ query, request, signal }) => {
      await requireProvisioner(request, signal);
      return { items: await options.namespaces(query.cluster, { signal }) };
    },
  );
  mount(
    router,
    endpoints.getProvisioningOptions,
    async ({ request, signal }) => {
      await requireProvisioner(request, signal);
      return options.provisioning();
    },
  );

  if (services.writes) {
    const { provisioner, remover } = services.writes;
    mount(router, endpoints.planModel, async ({ body, request, signal }) =>
      provisioner.plan(body, await callerOf(request, signal)),
    );
    mount(router, endpoints.provisionModel, async ({ body, request, signal }) =>
      provisioner.provision(body, await callerOf(request, signal)),
    );
    mount(router, endpoints.deleteModel, async ({ params, request, signal }) =>
      remover.remove(params, await callerOf(request, signal)),
    );
  }
  if (services.predictions) {
    const { predictor } = services.predictions;
    mount(
      router,
      endpoints.predict,
      async ({ params, body, request, signal }) =>
        predictor.predict(params, body, await callerOf(request, signal)),
    );
  }

  router.use(request => {
    throw new NotFoundError(
      `There is no route ${request.method} ${request.path}${services.writes ? '' : '; models can be changed only where mlMonitoring.provisioning is configured'}`,
    );
  });
  return PromiseRouter().use('/v1', router);
}
