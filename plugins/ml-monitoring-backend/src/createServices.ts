import { setTimeout as delay } from 'node:timers/promises';
import type {
  AuditorService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { defaultHealthThresholds } from 'backstage-plugin-ml-monitoring-common';
import {
  CachingModelReader,
  ClusterModelReader,
  Clusters,
  createPrometheusDiscovery,
  createServiceFetch,
  MirroringModelReader,
  type ClusterConnections,
} from './cluster';
import { ClusterInspector } from './cluster/readiness';
import type { MlMonitoringConfig } from './config';
import { MetricsSources } from './metrics';
import type { ModelAccess } from './permissions';
import {
  Audit,
  ChangePreparer,
  createClusterAdvice,
  createPredictionTransport,
  isNamespaceAllowed,
  ModelPredictor,
  ModelProvisioner,
  ModelRemover,
  ModelRenderer,
  ModelRollouts,
  PredictionExamples,
  ProvisioningOptions,
} from './provisioning';
import type { RouterOptions } from './router';
import { ClusterReadinessService } from './services/ClusterReadinessService';
import { FleetService } from './services/FleetService';
import { openInOf } from './services/linksOf';
import { ModelAlertsService } from './services/ModelAlertsService';
import { ModelDiagnosisService } from './services/ModelDiagnosisService';
import { ModelDirectory } from './services/ModelDirectory';
import { ModelEventsService } from './services/ModelEventsService';
import { ModelHealthService } from './services/ModelHealthService';
import { ModelLogsService } from './services/ModelLogsService';
import { ModelMetricsService } from './services/ModelMetricsService';

/** Everything behind the routes, put together. */
export function createServices(options: {
  auditor: AuditorService;
  access: ModelAccess;
  /** What the caller may name as the owner of a model. */
  ownersOf: (credentials: BackstageCredentials) => Promise<string[]>;
  config: MlMonitoringConfig;
  connections: ClusterConnections;
  /** Ends what goes on without anybody asking. */
  signal: AbortSignal;
}): Omit<RouterOptions, 'httpAuth'> {
  const { access, config } = options;
  const { provisioning } = config;
  const clusters = new Clusters(options.connections);
  const clusterReader = new ClusterModelReader({
    clusters,
    scopes: config.clusters,
    routePort: provisioning?.routePort,
    now: () => new Date(),
  });
  const reader = new MirroringModelReader({
    clusters,
    reader: new CachingModelReader(clusterReader),
    scopes: config.clusters,
    routePort: provisioning?.routePort,
    clock: {
      now: () => new Date(),
      sleep: (ms, signal) => delay(ms, undefined, { signal, ref: false }),
      random: Math.random,
    },
    signal: options.signal,
  });
  const sources = MetricsSources.create({
    configs: config.prometheus,
    service: (cluster, target) => createServiceFetch(clusters, cluster, target),
    discover: config.prometheus.length
      ? undefined
      : createPrometheusDiscovery(clusters),
  });
  const thresholds = { ...defaultHealthThresholds, ...config.health };
  const fleet = FleetService.create({ sources, reader, thresholds });
  const audit = new Audit(options.auditor);
  const changing = provisioning && {
    clusters,
    access,
    audit,
    config: provisioning,
    onChange: () => reader.forget(),
  };
  const directory = new ModelDirectory({
    clusters,
    reader,
    fleet,
    access,
    links: config.links,
    takesPredictions: provisioning?.predictions.enabled ?? false,
    mayChange: ({ namespace }) =>
      !!provisioning && isNamespaceAllowed(namespace, provisioning),
  });
  const inspector = new ClusterInspector({ clusters, config });
  return {
    alerts: new ModelAlertsService({
      sources,
      directory,
      now: () => new Date(),
    }),
    diagnosis: new ModelDiagnosisService({
      clusters,
      directory,
      reader,
      inspector,
      sources,
      access,
      thresholds,
      config,
      now: () => new Date(),
    }),
    directory,
    events: new ModelEventsService({ clusters, directory }),
    logs: new ModelLogsService({ clusters, reader, access, audit }),
    health: ModelHealthService.create({ sources, reader, thresholds }),
    metrics: ModelMetricsService.create({
      sources,
      reader,
      panels: config.panels,
      openIn: openInOf(config),
    }),
    options: new ProvisioningOptions({
      clusters,
      inspector,
      access,
      ownersOf: options.ownersOf,
      config: provisioning,
    }),
    readiness: new ClusterReadinessService({
      clusters,
      inspector,
      sources,
      access,
      config,
      now: () => new Date(),
    }),
    writes: changing && {
      provisioner: new ModelProvisioner({
        ...changing,
        preparer: new ChangePreparer({
          ...changing,
          advise: createClusterAdvice({ inspector }),
          capabilities: (cluster, call) =>
            inspector.capabilities(cluster, call),
        }),
      }),
      remover: new ModelRemover(changing),
      renderer: new ModelRenderer({ ...changing, entity: config.entity }),
      rollouts: new ModelRollouts({
        ...changing,
        reader: clusterReader,
        thresholds,
        now: () => new Date(),
      }),
    },
    predictions:
      changing && changing.config.predictions.enabled
        ? {
            predictor: new ModelPredictor({
              ...changing,
              reader,
              transport: createPredictionTransport(),
              nowMs: () => performance.now(),
            }),
            examples: new PredictionExamples({ ...changing, reader }),
            maximumBytes: changing.config.predictions.maximumBytes,
          }
        : undefined,
  };
}
