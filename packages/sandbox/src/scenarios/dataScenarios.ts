import type { Cluster } from '../api/Cluster';
import {
  DEPLOYMENTS,
  SERVICES,
  SERVICE_MONITORS,
} from '../controllers/runtime/resources';
import type { Call } from '../traffic/calls';
import { editModel, inTurn, put } from './changes';
import type { ModelKey, Scenario, Undo } from './types';

const METRICS_PORT = 8080;

/** A detector that is sent every request of the model, and scraped. */
function addDetector(
  cluster: Cluster,
  { namespace, name: model }: ModelKey,
  detector: 'DriftDetector' | 'OutlierDetector',
): Undo {
  const name = `${model}-${detector === 'DriftDetector' ? 'drift' : 'outlier'}-detector`;
  const labels = { app: name };
  const metadata = { namespace, name, labels };
  return inTurn(
    put(cluster, DEPLOYMENTS, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: {
        replicas: 1,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            containers: [
              {
                name: 'detector',
                image: 'seldonio/alibi-detect-server:1.17.1',
                args: [
                  '--model_name',
                  model,
                  '--http_port',
                  String(METRICS_PORT),
                  '--protocol',
                  'seldon.http',
                  detector,
                ],
                ports: [{ name: 'http', containerPort: METRICS_PORT }],
                readinessProbe: { tcpSocket: { port: METRICS_PORT } },
              },
            ],
          },
        },
      },
    }),
    put(cluster, SERVICES, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: {
        selector: labels,
        ports: [{ name: 'http', port: METRICS_PORT, targetPort: METRICS_PORT }],
      },
    }),
    put(cluster, SERVICE_MONITORS, {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'ServiceMonitor',
      metadata,
      spec: {
        selector: { matchLabels: labels },
        endpoints: [{ port: 'http', path: '/v1/metrics', interval: '5s' }],
      },
    }),
    editModel(cluster, { namespace, name: model }, ({ spec }) => {
      spec.predictors[0].graph.logger = {
        mode: 'request',
        url: `http://${name}.${namespace}.svc.cluster.local:${METRICS_PORT}/`,
      };
    }),
  );
}

const asking = (call: Call, row: number[]): Call => ({
  ...call,
  body: { data: { ndarray: [row] } },
});

/** What the model is asked, and what its answers were worth. */
export const dataScenarios: Scenario[] = [
  {
    name: 'drift-detected',
    kind: 'model',
    description:
      'The callers’ data no longer looks as it did in training, and a drift detector is sent it',
    change: (cluster, model) => addDetector(cluster, model, 'DriftDetector'),
    changeCall: (call, { sequence }) =>
      asking(call, [11, 12, 15 + (sequence % 5)]),
  },
  {
    name: 'outliers',
    kind: 'model',
    description:
      'Every third caller’s data is far from all others, and an outlier detector is sent it',
    change: (cluster, model) => addDetector(cluster, model, 'OutlierDetector'),
    changeCall: (call, { sequence }) =>
      sequence % 3 === 0 ? asking(call, [100, 200, 500]) : call,
  },
  {
    name: 'reward-falling',
    kind: 'model',
    befalls: 'seldon-model',
    description:
      'Callers reward every prediction with 1, and after half a minute with 0.1',
    changeCall: (call, { sinceSeconds }) => ({
      ...call,
      reward: sinceSeconds < 30 ? 1 : 0.1,
    }),
  },
];
