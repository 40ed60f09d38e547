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
import { differences, type Difference } from './compare';
import { normalise } from './normalise';

/** An API server to be looked at. */
export interface Target {
  name: string;
  /** Path of a kubeconfig whose current user may do everything. */
  kubeconfig: string;
  /** Forgets past versions. Absent where the server gives no way to ask for it. */
  forgetHistory?: () => Promise<void>;
}

export type Observation =
  { outcome: 'observed'; facts: Facts } | { outcome: 'failed'; reason: string };

export interface CheckResult {
  title: string;
  reference: Observation;
  other: Observation;
  differences: Difference[];
}

/** Puts every check to both targets and compares what they saw. The reference is the one that is right. */
export async function runChecks(
  checks: readonly Check[],
  targets: { reference: Target; other: Target },
  options: { onResult?: (result: CheckResult) => void } = {},
): Promise<CheckResult[]> {
  const [reference, other] = await Promise.all([
    reach(targets.reference),
    reach(targets.other),
  ]);
  const results: CheckResult[] = [];
  for (const check of checks) {
    const seen = await Promise.all([
      observe(check, reference),
      observe(check, other),
    ]);
    const result: CheckResult = {
      title: check.title,
      reference: seen[0],
      other: seen[1],
      differences: compareObservations(seen[0], seen[1]),
    };
    options.onResult?.(result);
    results.push(result);
  }
  return results;
}

function compareObservations(
  reference: Observation,
  other: Observation,
): Difference[] {
  if (reference.outcome === 'failed') return [];
  if (other.outcome === 'failed') {
    return [
      {
        at: '',
        reference: 'can be observed',
        other: `cannot be observed: ${other.reason}`,
      },
    ];
  }
  return differences(reference.facts, other.facts);
}

interface ReachedTarget extends Target {
  kube: KubeHttp;
}

async function reach(target: Target): Promise<ReachedTarget> {
  const access = await readKubeconfig(target.kubeconfig);
  return { ...target, kube: KubeHttp.create(access) };
}

/** Looks at one target, in a namespace of its own. */
async function observe(
  check: Check,
  target: ReachedTarget,
): Promise<Observation> {
  const { kube, kubeconfig, forgetHistory } = target;
  const namespace = `check-${randomBytes(4).toString('hex')}`;
  const subject: Subject = {
    kube,
    kubeconfig,
    namespace,
    forgetHistory,
    request: request => kube.request(request),
    path: (...rest) => resourcePath(namespace, ...rest),
  };
  try {
    await createNamespace(kube, namespace);
    const facts = await check.observe(subject);
    return {
      outcome: 'observed',
      facts: normalise(facts, { namespace, server: kube.server }) as Facts,
    };
  } catch (error) {
    return { outcome: 'failed', reason: (error as Error).message };
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
