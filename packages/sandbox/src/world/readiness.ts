import { z } from 'zod/v3';
import type { Cluster } from '../api/Cluster';
import type { Clock } from '../clock';
import { readyAddresses } from '../controllers/routing/backends';
import { SELDON_DEPLOYMENTS } from '../controllers/runtime/resources';
import { sendRequest } from '../models/http';
import { scalePrometheus } from '../scenarios/clusterScenarios';
import { ML_NAMESPACE, tutorialModels } from './tutorialModels';
import { until } from './until';

const READY_SECONDS = 60;
const STOP_SECONDS = 20;
const OPERATED = { namespace: ML_NAMESPACE, name: 'prometheus-operated' };

const targetsSchema = z.object({
  data: z.object({
    activeTargets: z.array(
      z.object({ scrapePool: z.string(), health: z.string() }),
    ),
  }),
});

/** Where Prometheus answers, while it does. */
export function prometheusAddress(cluster: Cluster): string | undefined {
  const [address] = readyAddresses(cluster, OPERATED, 'web');
  return address && `http://${address.host}:${address.port}`;
}

/** Settles when the tutorial's models are Available and each of their targets was scraped. */
export async function untilReady(options: {
  cluster: Cluster;
  clock: Clock;
  signal?: AbortSignal;
}): Promise<void> {
  const { cluster, clock, signal } = options;
  const models = () =>
    tutorialModels.map(({ name }) =>
      cluster.get(SELDON_DEPLOYMENTS, { namespace: ML_NAMESPACE, name }),
    );
  await until(
    () => models().every(model => model?.status?.state === 'Available'),
    {
      clock,
      signal,
      seconds: READY_SECONDS,
      what: () =>
        `models to be Available: ${models()
          .map(
            model =>
              `${model?.metadata.name} is ${model?.status?.state ?? 'unseen'}`,
          )
          .join(', ')}`,
    },
  );
  await until(() => everyTargetScraped(cluster), {
    clock,
    signal,
    seconds: READY_SECONDS,
    what: 'Prometheus to scrape every target',
  });
}

/** Every pool that the tutorial's monitors make, with no target still waiting for its first scrape. */
async function everyTargetScraped(cluster: Cluster): Promise<boolean> {
  const [address] = readyAddresses(cluster, OPERATED, 'web');
  if (!address) {
    return false;
  }
  const answer = await sendRequest({
    ...address,
    path: '/api/v1/targets?state=active',
    timeoutMs: 5_000,
  }).catch(() => undefined);
  if (answer?.status !== 200) {
    return false;
  }
  const { activeTargets } = targetsSchema.parse(JSON.parse(answer.body)).data;
  const expected = tutorialModels.reduce(
    (sum, { customMetrics }) => sum + (customMetrics ? 2 : 1),
    0,
  );
  const own = activeTargets.filter(({ scrapePool }) =>
    scrapePool.startsWith(`serviceMonitor/${ML_NAMESPACE}/`),
  );
  return (
    own.length >= expected &&
    activeTargets.every(({ health }) => health !== 'unknown')
  );
}

/** Scales Prometheus, and settles when it answers, or no longer does. */
export async function setPrometheusRunning(
  cluster: Cluster,
  clock: Clock,
  running: boolean,
): Promise<void> {
  const [before] = readyAddresses(cluster, OPERATED, 'web');
  scalePrometheus(cluster, running ? 1 : 0);
  const isSo = async () => {
    const [address = before] = readyAddresses(cluster, OPERATED, 'web');
    const answers =
      address !== undefined &&
      (await sendRequest({
        ...address,
        path: '/-/ready',
        timeoutMs: 5_000,
      }).then(
        ({ status }) => status === 200,
        () => false,
      ));
    return running
      ? answers && prometheusAddress(cluster) !== undefined
      : !answers;
  };
  await until(isSo, {
    clock,
    seconds: STOP_SECONDS,
    what: `Prometheus to be ${running ? 'up' : 'gone'}`,
  });
}
