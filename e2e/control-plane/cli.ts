import { KubeHttp } from '../kube/KubeHttp';
import { readKubeconfig } from '../kube/kubeconfig';
import { findBinaries } from './binaries';
import { startControlPlane } from './controlPlane';
import { readCrds } from './crds';
import { installCrds } from './installCrds';

/** A real control plane with the real CRDs, alone. Prints one JSON line and stays until it is ended. */
async function main() {
  const log = (line: string) => process.stderr.write(`${line}\n`);
  const binaries = await findBinaries({ log });
  const crds = await readCrds();
  const controlPlane = await startControlPlane({ binaries });
  const { url, kubeconfig, versions } = controlPlane;
  await installCrds(KubeHttp.create(await readKubeconfig(kubeconfig)), crds);
  process.stdout.write(
    `${JSON.stringify({ kubeconfig, apiServer: url, versions })}\n`,
  );
  const failure = await controlPlane.failed;
  await controlPlane.close();
  throw failure;
}

main().catch(error => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
