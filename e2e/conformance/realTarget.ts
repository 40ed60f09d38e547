import { findBinaries } from '../control-plane/binaries';
import { startControlPlane } from '../control-plane/controlPlane';
import { readCrds } from '../control-plane/crds';
import { installCrds } from '../control-plane/installCrds';
import { KubeHttp } from '../kube/KubeHttp';
import { readKubeconfig } from '../kube/kubeconfig';
import type { StartedTarget } from './sandboxTarget';

/** A real control plane with the real CRDs. */
export async function startRealTarget(options: {
  log: (line: string) => void;
}): Promise<StartedTarget> {
  const { log } = options;
  const binaries = await findBinaries({ log });
  const crds = await readCrds();
  const controlPlane = await startControlPlane({ binaries });
  try {
    const access = await readKubeconfig(controlPlane.kubeconfig);
    await installCrds(KubeHttp.create(access), crds);
  } catch (error) {
    await controlPlane.close();
    throw error;
  }
  return {
    name: `Kubernetes ${controlPlane.serverVersion}`,
    kubeconfig: controlPlane.kubeconfig,
    forgetHistory: controlPlane.forgetHistory,
    close: controlPlane.close,
  };
}
