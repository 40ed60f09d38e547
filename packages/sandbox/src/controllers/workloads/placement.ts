import type { Cluster, KubeObject } from '../../api/Cluster';
import { conditionOf } from '../runtime/conditions';
import { NODES, PODS, VOLUME_CLAIMS } from '../runtime/resources';
import { quantity, requested } from './quantities';

const RESOURCES = ['cpu', 'memory'] as const;

/** Where a pod can run, or why nowhere, in the scheduler's words. */
export type Placement = { node: KubeObject } | { message: string };

export function placementOf(cluster: Cluster, pod: KubeObject): Placement {
  const nodes = cluster.list(NODES);
  const none = (why: string, preemption: string) => ({
    message: `0/${nodes.length} nodes are available: ${why}. preemption: 0/${nodes.length} nodes are available: ${preemption}.`,
  });
  const unhelpful = `${nodes.length} Preemption is not helpful for scheduling`;
  const claim = claimProblem(cluster, pod);
  if (claim) {
    return none(claim, unhelpful);
  }
  const verdicts = nodes.map(node => ({
    node,
    problems: problemsOf(cluster, node, pod),
  }));
  const fitting = verdicts.find(({ problems }) => problems.length === 0);
  if (fitting) {
    return { node: fitting.node };
  }
  const counts = new Map<string, number>();
  for (const problem of verdicts.flatMap(({ problems }) => problems)) {
    counts.set(problem, (counts.get(problem) ?? 0) + 1);
  }
  const why = [...counts]
    .map(([problem, count]) => `${count} ${problem}`)
    .sort()
    .join(', ');
  const short = verdicts.filter(({ problems }) =>
    problems.every(problem => problem.startsWith('Insufficient')),
  ).length;
  const never = nodes.length - short;
  return none(
    why,
    [
      ...(short
        ? [`${short} No preemption victims found for incoming pod`]
        : []),
      ...(never ? [`${never} Preemption is not helpful for scheduling`] : []),
    ].join(', '),
  );
}

function claimProblem(cluster: Cluster, pod: KubeObject): string | undefined {
  const { namespace } = pod.metadata;
  const names: string[] = (pod.spec.volumes ?? []).flatMap(
    ({ persistentVolumeClaim }: any) => persistentVolumeClaim?.claimName ?? [],
  );
  for (const name of names) {
    const claim = cluster.get(VOLUME_CLAIMS, { namespace, name });
    if (!claim) {
      return `persistentvolumeclaim "${name}" not found`;
    }
    if (claim.status?.phase !== 'Bound') {
      return 'pod has unbound immediate PersistentVolumeClaims';
    }
  }
  return undefined;
}

function problemsOf(
  cluster: Cluster,
  node: KubeObject,
  pod: KubeObject,
): string[] {
  const labels = node.metadata.labels ?? {};
  const selected = Object.entries<string>(pod.spec.nodeSelector ?? {}).every(
    ([name, value]) => labels[name] === value,
  );
  if (!selected) {
    return ["node(s) didn't match Pod's node affinity/selector"];
  }
  const taint = untoleratedTaint(node, pod);
  if (taint) {
    return [`node(s) had untolerated taint {${taint}}`];
  }
  if (conditionOf(node, 'Ready')?.status !== 'True') {
    return ['node(s) had untolerated taint {node.kubernetes.io/unreachable: }'];
  }
  return RESOURCES.filter(resource => !fits(cluster, node, pod, resource)).map(
    resource => `Insufficient ${resource}`,
  );
}

/** Whom a node keeps for itself, if not for this pod. */
function untoleratedTaint(node: KubeObject, pod: KubeObject) {
  const tolerations: { key?: string; operator?: string; value?: string }[] =
    pod.spec.tolerations ?? [];
  const taint = (node.spec?.taints ?? []).find(
    ({ key, value, effect }: any) =>
      effect !== 'PreferNoSchedule' &&
      !tolerations.some(
        each =>
          (each.key ?? key) === key &&
          (each.operator === 'Exists' || each.value === value),
      ),
  );
  return taint && `${taint.key}: ${taint.value ?? ''}`;
}

function fits(
  cluster: Cluster,
  node: KubeObject,
  pod: KubeObject,
  resource: (typeof RESOURCES)[number],
) {
  const wanted = requested(pod.spec, resource);
  if (wanted === 0) {
    return true;
  }
  const used = cluster
    .list(PODS)
    .filter(({ spec }) => spec.nodeName === node.metadata.name)
    .reduce((sum, { spec }) => sum + requested(spec, resource), 0);
  return used + wanted <= quantity(node.status.allocatable[resource]);
}
