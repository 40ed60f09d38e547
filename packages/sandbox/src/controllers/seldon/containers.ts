import type { DefaultedPredictor, OperatorContext } from './defaults';
import { asMlServer, isMlServer, mlServerEnvironment } from './mlserver';
import { isPrepackaged, protocolFamily } from './predictorServers';
import type {
  Container,
  EnvironmentVariable,
  GraphUnit,
  PodSpec,
  SeldonDeployment,
} from './types';

export const ENGINE = 'seldon-container-engine';
export const ENGINE_PORT = { http: 8000, grpc: 5001 };
export const PROMETHEUS_PATH = '/prometheus';

const ENGINE_SIZE = { cpu: '500m', memory: '512Mi' };

export const PODINFO = {
  volume: {
    name: 'seldon-podinfo',
    downwardAPI: {
      defaultMode: 420,
      items: [
        {
          path: 'annotations',
          fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.annotations' },
        },
      ],
    },
  },
  mount: { name: 'seldon-podinfo', mountPath: '/etc/podinfo' },
};

const PRE_STOP = {
  preStop: { exec: { command: ['/bin/sh', '-c', '/bin/sleep 10'] } },
};

const probe = (handler: object, initialDelaySeconds: number, rest = {}) => ({
  ...handler,
  initialDelaySeconds,
  periodSeconds: 5,
  timeoutSeconds: 1,
  successThreshold: 1,
  failureThreshold: 3,
  ...rest,
});

/** The orchestrator that every predictor with an engine gets. */
export function engineContainer(
  sdep: SeldonDeployment,
  predictor: DefaultedPredictor,
  { version }: OperatorContext,
): Container {
  const { name, namespace } = sdep.metadata;
  const path = (suffix: string) => ({
    httpGet: { path: suffix, port: 8000, scheme: 'HTTP' },
  });
  const protocol = sdep.spec.protocol ?? 'seldon';
  const transport = sdep.spec.transport ?? 'rest';
  const identity = [
    ['--sdep', name],
    ['--namespace', namespace ?? ''],
    ['--predictor', predictor.name],
  ].flat();
  const speech = ['--protocol', protocol, '--transport', transport];
  const prometheus = ['--prometheus_path', PROMETHEUS_PATH];
  const shapes = {
    '1.2': {
      image: 'seldonio/seldon-core-executor:1.2.2',
      args: [...identity, ...speech, '--port', '8000', ...prometheus],
      ports: [
        { containerPort: 8000, protocol: 'TCP' },
        { name: 'metrics', containerPort: 8000, protocol: 'TCP' },
      ],
    },
    '1.17': {
      image: 'seldonio/seldon-core-executor:1.17.1',
      args: [
        ...identity,
        ...['--http_port', `${ENGINE_PORT.http}`],
        ...['--grpc_port', `${ENGINE_PORT.grpc}`],
        ...speech,
        ...prometheus,
        ...['--server_type', sdep.spec.serverType ?? 'rpc'],
        ...['--log_work_buffer_size', '10000'],
        ...['--log_write_timeout_ms', '2000'],
        '--full_health_checks=false',
      ],
      ports: [
        { name: 'http', containerPort: ENGINE_PORT.http, protocol: 'TCP' },
        { name: 'metrics', containerPort: ENGINE_PORT.http, protocol: 'TCP' },
        { name: 'grpc', containerPort: ENGINE_PORT.grpc, protocol: 'TCP' },
      ],
    },
  };
  return {
    name: ENGINE,
    ...shapes[version],
    imagePullPolicy: 'IfNotPresent',
    env: [
      {
        name: 'ENGINE_PREDICTOR',
        value: Buffer.from(JSON.stringify(predictor)).toString('base64'),
      },
      {
        name: 'REQUEST_LOGGER_DEFAULT_ENDPOINT',
        value: 'http://default-broker',
      },
      ...(predictor.svcOrchSpec?.env ?? []),
    ],
    volumeMounts: [PODINFO.mount],
    readinessProbe: probe(path('/ready'), 20, { timeoutSeconds: 60 }),
    livenessProbe: probe(path('/live'), 20, { timeoutSeconds: 60 }),
    resources: predictor.svcOrchSpec?.resources ??
      predictor.engineResources ?? {
        requests: ENGINE_SIZE,
        limits: ENGINE_SIZE,
      },
    securityContext: { runAsUser: 8888, allowPrivilegeEscalation: false },
  };
}

const port = (container: Container, name: string) =>
  container.ports?.find(candidate => candidate.name === name)?.containerPort;

const isTensorflowServing = (
  { spec }: SeldonDeployment,
  unit: GraphUnit | undefined,
) =>
  unit?.implementation === 'TENSORFLOW_SERVER' &&
  protocolFamily(spec.protocol) === 'tensorflow';

/** The variables by which the wrapper and MLServer learn who they are. A variable of the user's own wins. */
function unitEnvironment(
  sdep: SeldonDeployment,
  predictor: DefaultedPredictor,
  container: Container,
  unit: GraphUnit | undefined,
): EnvironmentVariable[] {
  const http = port(container, 'http');
  const grpc = port(container, 'grpc');
  const metrics = port(container, 'metrics');
  const service = sdep.spec.transport === 'grpc' ? grpc : http;
  const parameters = [
    ...(unit?.parameters ?? []),
    ...(unit?.modelUri && protocolFamily(sdep.spec.protocol) === 'seldon'
      ? [{ name: 'model_uri', value: '/mnt/models', type: 'STRING' }]
      : []),
  ].map(({ name, value, type }) => ({ name, value, type }));
  const all: Record<string, string | number | undefined> = {
    PREDICTIVE_UNIT_SERVICE_PORT: service,
    PREDICTIVE_UNIT_HTTP_SERVICE_PORT: http,
    MLSERVER_HTTP_PORT: http,
    PREDICTIVE_UNIT_GRPC_SERVICE_PORT: grpc,
    MLSERVER_GRPC_PORT: grpc,
    PREDICTIVE_UNIT_METRICS_SERVICE_PORT: metrics,
    MLSERVER_METRICS_PORT: metrics,
    PREDICTIVE_UNIT_METRICS_ENDPOINT: PROMETHEUS_PATH,
    MLSERVER_METRICS_ENDPOINT: PROMETHEUS_PATH,
    PREDICTIVE_UNIT_ID: container.name,
    MLSERVER_MODEL_NAME: container.name,
    // Which image TensorFlow Serving has is decided later.
    PREDICTIVE_UNIT_IMAGE: isTensorflowServing(sdep, unit)
      ? ''
      : container.image,
    PREDICTOR_ID: predictor.name,
    PREDICTOR_LABELS: JSON.stringify(
      Object.fromEntries(Object.entries(predictor.labels).sort()),
    ),
    SELDON_DEPLOYMENT_ID: sdep.metadata.name,
    SELDON_EXECUTOR_ENABLED: 'true',
    PREDICTIVE_UNIT_PARAMETERS: parameters.length
      ? JSON.stringify(parameters)
      : undefined,
    MLSERVER_MODEL_URI: unit?.modelUri ? '/mnt/models' : undefined,
    ...(unit && isMlServer(sdep, unit) && mlServerEnvironment(sdep, unit)),
  };
  const own = container.env ?? [];
  return [
    ...own,
    ...Object.entries(all)
      .filter(
        ([name, value]) =>
          value !== undefined && !own.some(variable => variable.name === name),
      )
      .map(([name, value]) => ({ name, value: String(value) })),
  ];
}

/** Completes the model containers of one componentSpec: environment, probes, mounts, initializers. */
export function modelPodSpec(
  sdep: SeldonDeployment,
  predictor: DefaultedPredictor,
  componentSpec: PodSpec,
  units: GraphUnit[],
  { version }: OperatorContext,
): PodSpec {
  const spec: PodSpec = { ...componentSpec };
  const initContainers = [...(spec.initContainers ?? [])];
  const volumes: object[] = [...(spec.volumes ?? [])];
  const containers = (spec.containers ?? []).flatMap(container => {
    const unit = units.find(({ name }) => name === container.name);
    const number = port(container, 'http') ?? port(container, 'grpc');
    const complete: Container = {
      imagePullPolicy: 'IfNotPresent',
      readinessProbe: probe({ tcpSocket: { port: number } }, 20),
      livenessProbe: probe({ tcpSocket: { port: number } }, 60),
      lifecycle: PRE_STOP,
      resources: {},
      ...container,
      env: unitEnvironment(sdep, predictor, container, unit),
      volumeMounts: [...(container.volumeMounts ?? []), PODINFO.mount],
    };
    if (!unit || !isPrepackaged(unit.implementation)) {
      return [complete];
    }
    const volume = `${container.name}-provision-location`;
    const serving =
      unit.implementation === 'TENSORFLOW_SERVER'
        ? tensorflowServing(sdep, complete, unit)
        : [isMlServer(sdep, unit) ? asMlServer(complete) : complete];
    if (unit.modelUri) {
      volumes.push({ name: volume, emptyDir: {} });
      initContainers.push({
        name: `${container.name}-model-initializer`,
        image:
          unit.storageInitializerImage ??
          (version === '1.2'
            ? 'gcr.io/kfserving/storage-initializer:0.2.2'
            : 'seldonio/rclone-storage-initializer:1.17.1'),
        args: [unit.modelUri, '/mnt/models'],
        imagePullPolicy: 'IfNotPresent',
        ...(unit.envSecretRefName && {
          envFrom: [{ secretRef: { name: unit.envSecretRefName } }],
        }),
        volumeMounts: [{ name: volume, mountPath: '/mnt/models' }],
        resources: {
          requests: { cpu: '100m', memory: '100Mi' },
          limits: { cpu: '1', memory: '1Gi' },
        },
      });
    }
    return serving.map(server => ({
      ...server,
      volumeMounts: [
        ...(server.volumeMounts ?? []),
        ...(unit.modelUri
          ? [{ name: volume, mountPath: '/mnt/models', readOnly: true }]
          : []),
      ],
    }));
  });
  return {
    ...spec,
    containers,
    ...(initContainers.length && { initContainers }),
    volumes: [...volumes, PODINFO.volume],
    ...withServiceAccount(units),
  };
}

function withServiceAccount(units: GraphUnit[]) {
  const name = units.find(unit => unit.serviceAccountName)?.serviceAccountName;
  return name ? { serviceAccountName: name } : {};
}

/** Under TensorFlow's protocol the container is the server; under Seldon's it is a proxy with the server beside it. */
function tensorflowServing(
  sdep: SeldonDeployment,
  container: Container,
  unit: GraphUnit,
): Container[] {
  const serving = (http?: number, grpc?: number) => [
    `--port=${grpc}`,
    `--rest_api_port=${http}`,
    `--model_name=${unit.name}`,
    '--model_base_path=/mnt/models',
  ];
  if (isTensorflowServing(sdep, unit)) {
    return [
      {
        ...container,
        args: serving(port(container, 'http'), port(container, 'grpc')),
      },
    ];
  }
  return [
    container,
    {
      name: 'tfserving',
      image: 'tensorflow/serving:2.1.0',
      args: ['/usr/bin/tensorflow_model_server', ...serving(2001, 2000)],
      imagePullPolicy: 'IfNotPresent',
      ports: [
        { name: 'tfrest', containerPort: 2001, protocol: 'TCP' },
        { name: 'tfgrpc', containerPort: 2000, protocol: 'TCP' },
      ],
      resources: {},
    },
  ];
}
