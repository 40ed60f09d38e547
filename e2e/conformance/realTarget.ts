import {
  findBinaries,
  findKubectl,
  type Binaries,
} from '../control-plane/binaries';
import { startControlPlane } from '../control-plane/controlPlane';
import { crdModules, readCrds } from '../control-plane/crds';
import { installCrds } from '../control-plane/installCrds';
import { KubeHttp } from '../kube/KubeHttp';
import { readKubeconfig } from '../kube/kubeconfig';
import type { StartedTarget } from './kubernetesSide';

const originInWords: Record<Binaries['origin'], string> = {
  KUBEBUILDER_ASSETS: 'from KUBEBUILDER_ASSETS',
  cache: 'built from source earlier',
  built: 'built from source',
};

/** A real control plane with the real CRDs. */
export async function startRealTarget(options: {
  log: (line: string) => void;
}): Promise<StartedTarget> {
  const { log } = options;
  const binaries = await findBinaries({ log });
  const kubectl = await findKubectl({ log });
  const crds = await readCrds();
  const controlPlane = await startControlPlane({ binaries });
  try {
    const access = await readKubeconfig(controlPlane.kubeconfig);
    await installCrds(KubeHttp.create(access), crds);
  } catch (error) {
    await controlPlane.close();
    throw error;
  }
  const { versions } = controlPlane;
  return {
    name: `Kubernetes ${versions.kubernetes}`,
    versions: [
      `kube-apiserver and kube-controller-manager ${versions.kubernetes}, etcd ${versions.etcd} (${originInWords[binaries.origin]})`,
      kubectl.title,
      ...crdModules.map(
        ({ title, module, version }) =>
          `CRDs of ${title}: ${module} ${version}`,
      ),
    ],
    kubeconfig: controlPlane.kubeconfig,
    forgetHistory: controlPlane.forgetHistory,
    close: controlPlane.close,
  };
}
