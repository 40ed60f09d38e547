import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { selfSignedCertificate } from 'sandbox/src/api/certificate';
import {
  operatorObjects,
  OPERATOR_NAMESPACE,
  WEBHOOK_PATH,
} from 'sandbox/src/controllers/seldon/operatorInstallation';
import { PREDICTOR_SERVERS } from 'sandbox/src/controllers/seldon/predictorServers';
import { prometheusOperatorCrds, readCrds } from '../../control-plane/crds';
import { openWorkplace } from '../../control-plane/openWorkplace';
import {
  monitoringStack,
  PROMETHEUS_NAME,
} from 'sandbox/src/world/monitoringStack';
import { ML_NAMESPACE } from 'sandbox/src/world/tutorialModels';
import { freePorts } from '../../control-plane/freePorts';
import { installCrds } from '../../control-plane/installCrds';
import { findProgram } from '../../control-plane/programs';
import { until } from '../../control-plane/until';
import { KubeHttp } from '../../kube/KubeHttp';
import { readKubeconfig } from '../../kube/kubeconfig';
import { expectSuccess } from '../Check';
import { startRealTarget } from '../realTarget';
import type { StartedTarget } from '../kubernetesSide';
import { runConfiguredPrometheus } from './configuredPrometheus';
import { runPods } from './pods';

const startMilliseconds = 120_000;

/** What the Helm chart sets, as far as it decides what is rendered. */
const seldonEnvironment = {
  POD_NAMESPACE: OPERATOR_NAMESPACE,
  USE_EXECUTOR: 'true',
  EXECUTOR_CONTAINER_IMAGE_AND_VERSION: 'seldonio/seldon-core-executor:1.17.1',
  EXECUTOR_CONTAINER_IMAGE_PULL_POLICY: 'IfNotPresent',
  EXECUTOR_CONTAINER_SERVICE_ACCOUNT_NAME: 'default',
  EXECUTOR_CONTAINER_USER: '8888',
  EXECUTOR_PROMETHEUS_PATH: '/prometheus',
  EXECUTOR_SERVER_METRICS_PORT_NAME: 'metrics',
  EXECUTOR_SERVER_PORT: '8000',
  EXECUTOR_REQUEST_LOGGER_DEFAULT_ENDPOINT: 'http://default-broker',
  EXECUTOR_REQUEST_LOGGER_WORK_QUEUE_SIZE: '10000',
  EXECUTOR_REQUEST_LOGGER_WRITE_TIMEOUT_MS: '2000',
  PREDICTIVE_UNIT_HTTP_SERVICE_PORT: '9000',
  PREDICTIVE_UNIT_GRPC_SERVICE_PORT: '9500',
  PREDICTIVE_UNIT_METRICS_PORT_NAME: 'metrics',
  AMBASSADOR_ENABLED: 'false',
  ISTIO_ENABLED: 'false',
  KEDA_ENABLED: 'false',
};

/** A real control plane with Seldon's and Prometheus' operators at work on it. */
export async function startRealOperators(options: {
  log: (line: string) => void;
}): Promise<StartedTarget> {
  const { log } = options;
  const seldon = await findProgram('seldon-operator', { log });
  const prometheusOperator = await findProgram('prometheus-operator', { log });
  const prometheus = await findProgram('prometheus', { log });
  const target = await startRealTarget({ log });
  const kube = KubeHttp.create(await readKubeconfig(target.kubeconfig));
  const pods = runPods(kube);
  const stops: (() => Promise<void>)[] = [];
  const { folder, group, close } = await openWorkplace(
    'operators-',
    async programs => {
      await pods.stop();
      for (const stop of stops) await stop();
      await programs.stop();
      await target.close();
    },
  );
  const create = async (path: string, body: object) =>
    expectSuccess(await kube.request({ method: 'POST', path, body }));

  try {
    const certificate = await selfSignedCertificate({
      commonName: 'seldon-webhook',
      hosts: ['localhost'],
      addresses: ['127.0.0.1'],
    });
    const [webhookPort, metricsPort, prometheusPort] = await freePorts(3);
    const certificates = join(folder, 'k8s-webhook-server', 'serving-certs');
    await mkdir(certificates, { recursive: true });
    await writeFile(join(certificates, 'tls.crt'), certificate.certificate);
    await writeFile(join(certificates, 'tls.key'), certificate.privateKey, {
      mode: 0o600,
    });

    await installCrds(
      kube,
      await readCrds({ modules: prometheusOperatorCrds }),
    );
    const objects = operatorObjects({
      version: '1.17',
      servers: PREDICTOR_SERVERS,
      certificate,
    });
    const ofKind = (kind: string) =>
      objects.find(object => object.kind === kind)!;
    await create('/api/v1/namespaces', ofKind('Namespace'));
    await create('/api/v1/namespaces', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: ML_NAMESPACE },
    });
    await create(
      `/apis/monitoring.coreos.com/v1/namespaces/${ML_NAMESPACE}/prometheuses`,
      monitoringStack.find(({ kind }) => kind === 'Prometheus')!,
    );
    await create(
      `/api/v1/namespaces/${OPERATOR_NAMESPACE}/configmaps`,
      ofKind('ConfigMap'),
    );
    group.start({
      name: 'seldon-operator',
      path: seldon.path,
      args: [
        `--kubeconfig=${target.kubeconfig}`,
        `--webhook-port=${webhookPort}`,
        `--metrics-addr=127.0.0.1:${metricsPort}`,
        `--operator-namespace=${OPERATOR_NAMESPACE}`,
      ],
      // Where it looks for its certificate is below the folder for temporary files.
      environment: { ...process.env, ...seldonEnvironment, TMPDIR: folder },
    });
    group.start({
      name: 'prometheus-operator',
      path: prometheusOperator.path,
      args: [`--web.listen-address=127.0.0.1:${prometheusPort}`],
      environment: { ...process.env, KUBECONFIG: target.kubeconfig },
    });
    const configuration = ofKind('ValidatingWebhookConfiguration');
    const [webhook] = configuration.webhooks;
    await create(
      '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations',
      {
        ...configuration,
        webhooks: [
          {
            ...webhook,
            clientConfig: {
              caBundle: webhook.clientConfig.caBundle,
              url: `https://127.0.0.1:${webhookPort}${WEBHOOK_PATH}`,
            },
          },
        ],
      },
    );
    await until(
      async () => {
        const { status } = await kube.request({
          method: 'POST',
          path: '/apis/machinelearning.seldon.io/v1/namespaces/default/seldondeployments',
          query: { dryRun: 'All' },
          body: {
            apiVersion: 'machinelearning.seldon.io/v1',
            kind: 'SeldonDeployment',
            metadata: { name: 'empty' },
            spec: { predictors: [] },
          },
        });
        return status === 422;
      },
      {
        what: "Seldon's webhook to answer",
        timeoutMilliseconds: startMilliseconds,
        failed: group.failed,
      },
    );
    const configured = await runConfiguredPrometheus({
      kube,
      kubeconfig: target.kubeconfig,
      program: prometheus.path,
      folder,
      group,
      of: { namespace: ML_NAMESPACE, name: PROMETHEUS_NAME },
    });
    stops.push(configured.stop);
    return {
      ...target,
      name: 'real operators',
      prometheus: configured.url,
      versions: [
        `${seldon.title}, told to use the executor of v1.17.1`,
        prometheusOperator.title,
        prometheus.title,
      ],
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
