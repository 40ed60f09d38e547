import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createCluster,
  kubeconfig,
  startApiServer,
  type KubeObject,
  type ServedCluster,
  type ServerHooks,
  type TokenUser,
} from './api';
import { selfSignedCertificate } from './api/certificate';
import { systemClock } from './clock';
import { CpuUse } from './controllers/kubelet/CpuUse';
import { Network } from './controllers/kubelet/Network';
import {
  defaultTimings,
  type KubeletTimings,
} from './controllers/kubelet/kubeletContext';
import { startKubelet, type Kubelet } from './controllers/kubelet/startKubelet';
import { startNodeController } from './controllers/kubelet/startNodeController';
import { resolveService } from './controllers/routing/backends';
import {
  APPS_DOMAIN,
  defaultRoute,
} from './controllers/routing/routeAdmission';
import { startGatewayControllers } from './controllers/gateway/startGatewayControllers';
import { startGrafanaOperator } from './controllers/grafana/startGrafanaOperator';
import {
  startIngressController,
  startRouteAdmission,
} from './controllers/routing/startRouteControllers';
import { startRouter } from './controllers/routing/startRouter';
import { GRAFANAS, HTTP_ROUTES, ROUTES } from './controllers/runtime/resources';
import type { ControllerContext } from './controllers/runtime/startController';
import { operatorContainer } from './controllers/seldon/operatorContainer';
import {
  operatorImage,
  operatorObjects,
  WEBHOOK_HOST,
} from './controllers/seldon/operatorInstallation';
import { PREDICTOR_SERVERS } from './controllers/seldon/predictorServers';
import { checkLimitRanges } from './controllers/workloads/limitRange';
import { checkPodSecurity } from './controllers/workloads/podSecurity';
import { checkQuota } from './controllers/workloads/quota';
import { checkSecurityContextConstraints } from './controllers/workloads/securityContextConstraints';
import { startAutoscaler } from './controllers/workloads/startAutoscaler';
import { startDeploymentController } from './controllers/workloads/startDeploymentController';
import { startEndpointsController } from './controllers/workloads/startEndpointsController';
import { startReplicaSetController } from './controllers/workloads/startReplicaSetController';
import { startScheduler } from './controllers/workloads/startScheduler';
import { startVolumeBinder } from './controllers/workloads/startVolumeBinder';
import { startStatefulSetController } from './controllers/workloads/startStatefulSetController';
import { imageRegistry } from './models/images';
import {
  findPrometheus,
  prometheusFiles,
  prometheusImage,
} from './monitoring/prometheusImage';
import {
  AUTHORIZING_PROXY,
  authorizingProxy,
  SLOW_PROXY,
  slowProxy,
} from './monitoring/proxyImages';
import { backfill } from './monitoring/history/backfill';
import { startDiscoveryServer } from './monitoring/startDiscoveryServer';
import {
  PROMETHEUS_IMAGE,
  startPrometheusOperator,
} from './monitoring/startPrometheusOperator';
import { scenarioNamed, type ClusterSetup } from './scenarios';
import { annotateWithFault, Faults } from './scenarios/Faults';
import { hostOf } from './traffic/calls';
import { startTraffic, type TrafficCount } from './traffic/startTraffic';
import { populate } from './world/populate';
import { ML_NAMESPACE, tutorialModels } from './world/tutorialModels';
import {
  prometheusAddress,
  setPrometheusRunning,
  untilReady,
} from './world/readiness';

export interface SandboxOptions
  extends Pick<ServerHooks, 'intercept'>, ClusterSetup {
  /** Further models besides the tutorial's three. */
  models?: number;
  /** Of the Kubernetes API; any free one unless given. */
  port?: number;
  /** Steady predictions to the tutorial's models. Default: yes. */
  load?: boolean;
  /** A fault of `scenarios/` that befalls `rest-seldon` once everything runs. */
  scenario?: string;
  /** How far back metrics are filled in before Prometheus starts. Default: not at all. */
  historySeconds?: number;
  /** How often Prometheus evaluates rules, whatever their groups ask for: so that nobody has to wait for a minute to pass. */
  ruleIntervalSeconds?: number;
  /** Who may use the API besides the administrator, with rights by RBAC objects in the cluster. */
  users?: TokenUser[];
  timings?: Partial<KubeletTimings>;
  log?: (line: string) => void;
  env?: NodeJS.ProcessEnv;
  signal?: AbortSignal;
}

/** A running cluster on loopback. */
export interface Sandbox {
  /** Path of a kubeconfig file for the administrator. */
  kubeconfig: string;
  apiServer: string;
  /** PEM in base64. */
  caData: string;
  /** The administrator's bearer token. */
  token: string;
  prometheus: string;
  /** Reaches Prometheus through the API server, as a portal would. */
  serviceProxy: string;
  /** Where `*.apps.localhost` is answered; a URL needs its port. */
  router: string;
  /** The domain of the hosts that Routes are given. */
  appsDomain: string;
  cluster: ServedCluster;
  /** What was sent to each host so far. */
  traffic(): Record<string, TrafficCount>;
  /** Scales Prometheus to zero, and settles when it is gone. */
  stopPrometheus(): Promise<void>;
  startPrometheus(): Promise<void>;
  /** Ends every process and removes every file. */
  close(): Promise<void>;
}

const REQUESTS_PER_SECOND = 4;

/**
 * Starts a cluster with the tutorial's models and settles when they are
 * Available and Prometheus has scraped every target once.
 *
 * @example
 * const sandbox = await startSandbox({ load: false });
 * sandbox.cluster.list({ group: '', resource: 'pods' });
 * await sandbox.close();
 */
export async function startSandbox(
  options: SandboxOptions = {},
): Promise<Sandbox> {
  const { env = process.env } = options;
  const setup: ClusterSetup = {
    ...(options.scenario && scenarioNamed(options.scenario).setup),
    ...setupIn(options),
  };
  const { seldonVersion = '1.17', withoutGroups, withoutFields } = setup;
  const log = options.log ?? (() => {});
  const binary = findPrometheus(env);
  // What was started last ends first.
  const cleanups: (() => void | Promise<void>)[] = [];
  const close = once(async () => {
    for (const cleanup of cleanups.reverse()) {
      await cleanup();
    }
  });
  try {
    return await start();
  } catch (error) {
    await close();
    throw error;
  }

  async function start(): Promise<Sandbox> {
    const directory = mkdtempSync(join(tmpdir(), 'ml-sandbox-'));
    cleanups.push(() => rmSync(directory, { recursive: true, force: true }));

    const clock = systemClock;
    const operator = {
      version: seldonVersion,
      servers: PREDICTOR_SERVERS,
      certificate: await selfSignedCertificate({
        commonName: 'seldon-webhook-service',
        hosts: [WEBHOOK_HOST],
      }),
    };
    const without = new Set(withoutGroups);
    const has = (group: string) => !without.has(group);
    const cluster: ServedCluster = createCluster({
      now: () => clock.now(),
      newUid: randomUUID,
      withoutGroups,
      withoutFields,
      defaults: {
        routes: defaultRoute,
        pods: pod => faults.changePod(pod),
        services: service => faults.changeService(service),
      },
      validate: {
        pods: (pod, old) => {
          if (!old) {
            checkSecurityContextConstraints(cluster, pod);
            checkPodSecurity(cluster, pod);
            checkLimitRanges(cluster, pod);
            checkQuota(cluster, pod);
          }
        },
      },
    });
    const faults = new Faults(cluster, clock);
    const context: ControllerContext = { cluster, clock, log };

    const network = await Network.create(Math.random);
    cleanups.push(() => network.close());
    if (!network.ownAddresses) {
      log(
        'This machine has no addresses 127.x.y.z besides 127.0.0.1: pods share that one and have other ports than they declare.',
      );
    }
    const discovery = await startDiscoveryServer(cluster);
    cleanups.push(() => discovery.close());
    const files = prometheusFiles(directory);
    if (options.historySeconds) {
      await backfill({
        env,
        log,
        now: clock.now(),
        seconds: options.historySeconds,
        data: files.data,
        signal: options.signal,
      });
    }
    const cpuUse = new CpuUse(clock);
    const kubelet: Kubelet = startKubelet({
      ...context,
      cpuUse,
      network,
      timings: { ...defaultTimings, ...options.timings },
      pulled: new Set(),
      resolveService: (host, port) => resolveService(cluster, host, port),
      images: imageRegistry({
        [PROMETHEUS_IMAGE]: prometheusImage(binary, files),
        [AUTHORIZING_PROXY]: authorizingProxy,
        [SLOW_PROXY]: slowProxy,
        [operatorImage(seldonVersion)]: operatorContainer({
          ...context,
          ...operator,
        }),
      }),
    });
    cleanups.push(() => kubelet.stop());
    cleanups.push(
      startScheduler(context),
      startNodeController(context),
      startVolumeBinder(context),
      startDeploymentController(context),
      startReplicaSetController(context),
      startAutoscaler({ ...context, metrics: cpuUse }),
      startStatefulSetController(context),
      startEndpointsController(context),
      startPrometheusOperator({
        ...context,
        files,
        discoveryUrl: discovery.url,
        ruleIntervalSeconds: options.ruleIntervalSeconds,
      }),
      startIngressController(context),
      ...(has(ROUTES.group) ? [startRouteAdmission(context)] : []),
      ...(has(HTTP_ROUTES.group) ? [startGatewayControllers(context)] : []),
      ...(has(GRAFANAS.group) ? [startGrafanaOperator(context)] : []),
    );

    const router = await startRouter({ cluster, has });
    cleanups.push(() => router.close());

    const administrator: TokenUser = {
      name: 'admin',
      token: randomBytes(24).toString('base64url'),
      groups: ['system:masters'],
    };
    const users = [administrator, ...(options.users ?? [])];
    const api = await startApiServer({
      cluster,
      users,
      port: options.port,
      intercept: options.intercept,
      onError: error =>
        log(`api: ${error instanceof Error ? error.message : error}`),
      podLogs: podLogs(kubelet),
    });
    cleanups.push(() => api.close());
    const kubeconfigPath = join(directory, 'kubeconfig');
    writeFileSync(
      kubeconfigPath,
      kubeconfig({
        url: api.url,
        caData: api.caData,
        users,
        namespace: ML_NAMESPACE,
      }),
      { mode: 0o600 },
    );

    cleanups.push(faults.start());
    populate({
      cluster,
      has,
      operatorObjects: operatorObjects(operator),
      models: options.models ?? 0,
    });
    const traffic = startTraffic({
      cluster,
      router,
      clock,
      change: (call, model, sequence) =>
        faults.changeCall(call, model, sequence),
      sources:
        options.load === false || !has(ROUTES.group)
          ? []
          : tutorialModels.map(({ name, request }) => ({
              model: { namespace: ML_NAMESPACE, name },
              requestsPerSecond: REQUESTS_PER_SECOND,
              call: sequence => ({
                host: hostOf(name, ML_NAMESPACE),
                path: request.path,
                body: request.body(sequence),
              }),
            })),
    });
    cleanups.push(() => traffic.stop());
    await untilReady({ cluster, clock, signal: options.signal });
    const prometheus = prometheusAddress(cluster) ?? '';
    if (options.scenario) {
      annotateWithFault(cluster, options.scenario);
    }

    return {
      kubeconfig: kubeconfigPath,
      apiServer: api.url,
      caData: api.caData,
      token: administrator.token,
      prometheus,
      serviceProxy: `${api.url}/api/v1/namespaces/${ML_NAMESPACE}/services/prometheus-operated:web/proxy`,
      router: router.url,
      appsDomain: APPS_DOMAIN,
      cluster,
      traffic: () => traffic.counts(),
      stopPrometheus: () => setPrometheusRunning(cluster, clock, false),
      startPrometheus: () => setPrometheusRunning(cluster, clock, true),
      close,
    };
  }
}

function podLogs(kubelet: Kubelet): ServerHooks['podLogs'] {
  return ({ metadata }: KubeObject, container, { previous, tailLines }) => {
    const lines = kubelet.logs(
      { namespace: metadata.namespace ?? '', name: metadata.name },
      container,
      { previous },
    );
    const last =
      tailLines === undefined
        ? lines
        : lines?.slice(-tailLines || lines.length);
    return last?.map(line => `${line}\n`).join('');
  };
}

/** What was asked for goes before what a scenario wants. */
const setupIn = ({
  seldonVersion,
  withoutGroups,
  withoutFields,
}: SandboxOptions): ClusterSetup => ({
  ...(seldonVersion && { seldonVersion }),
  ...(withoutGroups && { withoutGroups }),
  ...(withoutFields && { withoutFields }),
});

function once(run: () => Promise<void>): () => Promise<void> {
  let promise: Promise<void> | undefined;
  return () => {
    promise ??= run();
    return promise;
  };
}
