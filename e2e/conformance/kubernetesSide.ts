import { randomBytes } from 'node:crypto';
import { KubeHttp } from '../kube/KubeHttp';
import { readKubeconfig } from '../kube/kubeconfig';
import {
  expectSuccess,
  resourcePath,
  type Check,
  type Facts,
  type Subject,
} from './Check';
import { normalise } from './normalise';
import { observation } from './runChecks';
import type { Start, StartedSide } from './Suite';

/** An API server to be looked at. */
export interface Target {
  name: string;
  /** Path of a kubeconfig whose current user may do everything. */
  kubeconfig: string;
  /** Forgets past versions. Absent where the server gives no way to ask for it. */
  forgetHistory?: () => Promise<void>;
  /** The address of a Prometheus that goes by the monitors and rules in it. */
  prometheus?: string;
}

export interface StartedTarget extends Target {
  /** What runs there, a line each. */
  versions: string[];
  close(): Promise<void>;
}

/** An API server that each check meets in a namespace of its own. */
export const kubernetesSide =
  (
    start: (options: { log: (line: string) => void }) => Promise<StartedTarget>,
  ): Start<Subject> =>
  async options => {
    const target = await start(options);
    const kube = KubeHttp.create(await readKubeconfig(target.kubeconfig));
    const { versions } = target;
    return {
      versions,
      look: check => observation(() => observe(check, { ...target, kube })),
      close: () => target.close(),
    } satisfies StartedSide<Subject>;
  };

async function observe(
  check: Check,
  target: Target & { kube: KubeHttp },
): Promise<Facts> {
  const { kube, kubeconfig, forgetHistory, prometheus } = target;
  const namespace = `check-${randomBytes(4).toString('hex')}`;
  const subject: Subject = {
    kube,
    kubeconfig,
    namespace,
    forgetHistory,
    prometheus,
    request: request => kube.request(request),
    path: (...rest) => resourcePath(namespace, ...rest),
  };
  try {
    await createNamespace(kube, namespace);
    const facts = await check.observe(subject);
    return normalise(facts, { namespace, server: kube.server }) as Facts;
  } finally {
    await deleteNamespace(kube, namespace).catch(() => undefined);
  }
}

const createNamespace = async (kube: KubeHttp, name: string) =>
  expectSuccess(
    await kube.request({
      method: 'POST',
      path: '/api/v1/namespaces',
      body: { apiVersion: 'v1', kind: 'Namespace', metadata: { name } },
    }),
  );

const deleteNamespace = (kube: KubeHttp, name: string) =>
  kube.request({ method: 'DELETE', path: `/api/v1/namespaces/${name}` });
