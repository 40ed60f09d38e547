import { protocolFamily } from './predictorServers';
import type { Container, GraphUnit, SeldonDeployment } from './types';

/** What MLServer loads for each prepackaged server. */
const IMPLEMENTATIONS: Record<string, string | undefined> = {
  SKLEARN_SERVER: 'mlserver_sklearn.SKLearnModel',
  XGBOOST_SERVER: 'mlserver_xgboost.XGBoostModel',
  MLFLOW_SERVER: 'mlserver_mlflow.MLflowRuntime',
  TEMPO_SERVER: 'tempo.mlserver.InferenceRuntime',
  HUGGINGFACE_SERVER: 'mlserver_huggingface.HuggingFaceRuntime',
};

/** Whether MLServer serves a node: prepackaged servers do so by the Open Inference protocol. */
export const isMlServer = (
  { spec }: SeldonDeployment,
  unit: GraphUnit | undefined,
) =>
  unit?.implementation !== undefined &&
  unit.implementation in IMPLEMENTATIONS &&
  protocolFamily(spec.protocol) === 'v2';

export function mlServerEnvironment(
  { metadata }: SeldonDeployment,
  { implementation = '' }: GraphUnit,
): Record<string, string | undefined> {
  const runtime = {
    k8s_options: {
      defaultRuntime: 'tempo.seldon.SeldonKubernetesRuntime',
      namespace: metadata.namespace,
    },
  };
  return {
    MLSERVER_MODEL_IMPLEMENTATION: IMPLEMENTATIONS[implementation],
    MLSERVER_MODEL_VERSION: 'v1',
    // As Python prints it.
    TEMPO_RUNTIME_OPTIONS: JSON.stringify(runtime)
      .replaceAll(':', ': ')
      .replaceAll(',', ', '),
    ...(implementation === 'HUGGINGFACE_SERVER' && {
      MLSERVER_PARALLEL_WORKERS: '0',
      XDG_CACHE_HOME: '/opt/mlserver',
    }),
  };
}

const health = (probe: object = {}, path: string) => {
  const { tcpSocket: _, ...timing } = probe as { tcpSocket?: object };
  return { ...timing, httpGet: { path, port: 'http', scheme: 'HTTP' } };
};

/** Its port for metrics is told to MLServer and not declared, so a PodMonitor by port name does not find it. */
export const asMlServer = (container: Container): Container => ({
  ...container,
  ports: container.ports?.filter(({ name }) => name !== 'metrics'),
  readinessProbe: health(container.readinessProbe, '/v2/health/ready'),
  livenessProbe: health(container.livenessProbe, '/v2/health/live'),
});
