import type { KubeHttp } from '../kube/KubeHttp';
import type { CustomResourceDefinition } from './crds';
import { until } from './until';

const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const establishMilliseconds = 120_000;

/** Creates the CRDs and waits until the API server serves every one. */
export async function installCrds(
  kube: KubeHttp,
  crds: CustomResourceDefinition[],
): Promise<void> {
  for (const crd of crds) {
    const { status, body } = await kube.request({
      method: 'POST',
      path,
      body: crd,
    });
    if (status !== 201) {
      throw new Error(
        `the API server refused the CRD ${crd.metadata.name} with ${status}: ${body.message ?? body}`,
      );
    }
  }
  for (const crd of crds) {
    await until(() => isEstablished(kube, crd.metadata.name), {
      what: `${crd.metadata.name} to be established`,
      timeoutMilliseconds: establishMilliseconds,
    });
  }
}

async function isEstablished(kube: KubeHttp, name: string): Promise<boolean> {
  const { body } = await kube.request({ path: `${path}/${name}` });
  const conditions: Array<{ type: string; status: string }> =
    body.status?.conditions ?? [];
  return conditions.some(
    ({ type, status }) => type === 'Established' && status === 'True',
  );
}
