import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCluster, kubeconfig, startApiServer } from 'sandbox/src/api';
import { systemClock } from 'sandbox/src/clock';
import { startDeploymentController } from 'sandbox/src/controllers/workloads/startDeploymentController';
import { startEndpointsController } from 'sandbox/src/controllers/workloads/startEndpointsController';
import { startReplicaSetController } from 'sandbox/src/controllers/workloads/startReplicaSetController';
import { endWithSignals } from '../control-plane/endWithSignals';
import type { StartedTarget } from './kubernetesSide';

/** The sandbox's API server with Kubernetes' own controllers: without operators, as the real one. */
export async function startSandboxTarget(options: {
  log: (line: string) => void;
}): Promise<StartedTarget> {
  const { log } = options;
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-api-'));
  const cluster = createCluster({ now: systemClock.now, newUid: randomUUID });
  const users = [
    { name: 'admin', token: randomUUID(), groups: ['system:masters'] },
  ];
  const server = await startApiServer({
    cluster,
    users,
    onError: error => log(`the sandbox failed: ${(error as Error).stack}`),
  });
  const stops = [
    startDeploymentController,
    startReplicaSetController,
    startEndpointsController,
  ].map(start => start({ cluster, clock: systemClock, log }));
  const path = join(folder, 'kubeconfig.json');
  await writeFile(
    path,
    kubeconfig({ url: server.url, caData: server.caData, users }),
    { mode: 0o600 },
  );
  const close = async () => {
    stops.forEach(stop => stop());
    await server.close();
    await rm(folder, { recursive: true, force: true });
    disarm();
  };
  const disarm = endWithSignals({
    close,
    now: () => rmSync(folder, { recursive: true, force: true }),
  });
  return {
    name: 'sandbox',
    versions: [],
    kubeconfig: path,
    forgetHistory: async () => cluster.store.forgetHistory(),
    close,
  };
}
