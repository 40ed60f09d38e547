import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import { endpoints } from 'backstage-plugin-ml-monitoring-common';
import express, { type Request, type Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { mount } from './mount';
import type {
  ModelPredictor,
  ModelProvisioner,
  ModelRemover,
  ModelRenderer,
  ModelRollouts,
  PredictionExamples,
  ProvisioningOptions,
} from './provisioning';
import type { ClusterReadinessService } from './services/ClusterReadinessService';
import type { ModelAlertsService } from './services/ModelAlertsService';
import type { ModelDiagnosisService } from './services/ModelDiagnosisService';
import type { ModelDirectory } from './services/ModelDirectory';
import type { ModelEventsService } from './services/ModelEventsService';
import type { ModelHealthService } from './services/ModelHealthService';
import type { ModelLogsService } from './services/ModelLogsService';
import type { ModelMetricsService } from './services/ModelMetricsService';

/** Room for a large graph with many parameters, and no more. */
const MAXIMUM_BODY_BYTES = 1024 * 1024;
/** What a payload is wrapped in. */
const ENVELOPE_BYTES = 4 * 1024;

export interface RouterOptions {
  httpAuth: HttpAuthService;
  alerts: ModelAlertsService;
  diagnosis: ModelDiagnosisService;
  directory: ModelDirectory;
  events: ModelEventsService;
  health: ModelHealthService;
  logs: ModelLogsService;
  metrics: ModelMetricsService;
  options: ProvisioningOptions;
  readiness: ClusterReadinessService;
  /** Absent: nothing can be written, and no route is there that would. */
  writes?: {
    provisioner: ModelProvisioner;
    remover: ModelRemover;
    renderer: ModelRenderer;
    rollouts: ModelRollouts;
  };
  /** Absent: no predictions. */
  predictions?: {
    predictor: ModelPredictor;
    examples: PredictionExamples;
    maximumBytes: number;
  };
}

export function createRouter(services: RouterOptions): Router {
  const { directory, health, metrics, options } = services;
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
  mount(
    router,
    endpoints.getModelHealth,
    async ({ params, query, request, signal }) =>
      health.report(
        await directory.readable(params, await callerOf(request, signal)),
        { promise: query, signal },
      ),
  );
  mount(router, endpoints.getModelAlerts, async ({ params, request, signal }) =>
    services.alerts.alerts(params, await callerOf(request, signal)),
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
  mount(
    router,
    endpoints.getModelDiagnosis,
    async ({ params, request, signal }) =>
      services.diagnosis.diagnose(params, await callerOf(request, signal)),
  );
  mount(
    router,
    endpoints.getModelEvents,
    async ({ params, query, request, signal }) =>
      services.events.events(params, query, await callerOf(request, signal)),
  );
  mount(
    router,
    endpoints.getModelLogs,
    async ({ params, query, request, signal }) =>
      services.logs.logs(params, query, await callerOf(request, signal)),
  );

  mount(
    router,
    endpoints.getClusterReadiness,
    async ({ params, request, signal }) =>
      services.readiness.readiness(
        params.cluster,
        await callerOf(request, signal),
      ),
  );

  mount(router, endpoints.listClusterOptions, async ({ request, signal }) => ({
    items: await options.clusters(await callerOf(request, signal)),
  }));
  mount(
    router,
    endpoints.listNamespaceOptions,
    async ({ query, request, signal }) => ({
      items: await options.namespaces(
        query.cluster,
        await callerOf(request, signal),
      ),
    }),
  );
  mount(
    router,
    endpoints.listServerOptions,
    async ({ query, request, signal }) => ({
      items: await options.servers(
        query.cluster,
        await callerOf(request, signal),
      ),
    }),
  );
  mount(router, endpoints.getProvisioningOptions, async ({ request, signal }) =>
    options.provisioning(await callerOf(request, signal)),
  );

  if (services.writes) {
    const { provisioner, remover, renderer, rollouts } = services.writes;
    mount(router, endpoints.planModel, async ({ body, request, signal }) =>
      provisioner.plan(body, await callerOf(request, signal)),
    );
    mount(router, endpoints.provisionModel, async ({ body, request, signal }) =>
      provisioner.provision(body, await callerOf(request, signal)),
    );
    mount(router, endpoints.deleteModel, async ({ params, request, signal }) =>
      remover.remove(params, await callerOf(request, signal)),
    );
    mount(router, endpoints.renderModel, async ({ body, request, signal }) =>
      renderer.render(body, await callerOf(request, signal)),
    );
    mount(
      router,
      endpoints.startRollout,
      async ({ params, body, request, signal }) =>
        rollouts.start(params, body, await callerOf(request, signal)),
    );
    mount(
      router,
      endpoints.promoteRollout,
      async ({ params, request, signal }) =>
        rollouts.promote(params, await callerOf(request, signal)),
    );
    mount(router, endpoints.abortRollout, async ({ params, request, signal }) =>
      rollouts.abort(params, await callerOf(request, signal)),
    );
  }
  if (services.predictions) {
    const { predictor, examples } = services.predictions;
    mount(
      router,
      endpoints.predict,
      async ({ params, body, request, signal }) =>
        predictor.predict(params, body, await callerOf(request, signal)),
    );
    mount(
      router,
      endpoints.getPredictionExample,
      async ({ params, request, signal }) =>
        examples.example(params, await callerOf(request, signal)),
    );
  }

  router.use(request => {
    throw new NotFoundError(
      `There is no route ${request.method} ${request.path}${services.writes ? '' : '; models can be changed only where mlMonitoring.provisioning is configured'}`,
    );
  });
  return PromiseRouter().use('/v1', router);
}
