import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { ProvisionRequest } from 'backstage-plugin-ml-monitoring-common';
import type { Ratios } from './figures';
import type { Stack } from './stack';
import { medianRatio, milliseconds } from './statistics';

const ROUNDS = 7;

export function hasKubectl(): boolean {
  try {
    execFileSync('kubectl', ['version', '--client'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** A new model through the portal beside kubectl with the same objects. */
export async function benchProvisioning({
  api,
  sandbox,
}: Stack): Promise<Ratios> {
  const kubectl = (args: string[], input: string) =>
    runKubectl(['--kubeconfig', sandbox.kubeconfig, ...args], input);
  const rounds: { ours: number; theirs: number }[] = [];
  // The first round warms up both sides.
  for (let round = 0; round <= ROUNDS; round += 1) {
    const ours = requestFor(`bench-ours-${round}`);
    const plan = await api.planModel(requestFor(`bench-theirs-${round}`));
    const manifests = JSON.stringify({
      apiVersion: 'v1',
      kind: 'List',
      items: plan.objects.map(({ manifest }) => manifest),
    });
    const measured = {
      ours: await milliseconds(() => api.provisionModel(ours)),
      theirs: await milliseconds(() =>
        kubectl(['apply', '--server-side', '-f', '-'], manifests),
      ),
    };
    await api.deleteModel(ours);
    await kubectl(['delete', '--wait=false', '-f', '-'], manifests);
    if (round > 0) {
      rounds.push(measured);
    }
  }
  return { provisioningToKubectl: medianRatio(rounds) };
}

function requestFor(name: string): ProvisionRequest {
  return {
    cluster: 'local',
    namespace: 'ml-mon',
    name,
    deployment: {
      owner: 'group:default/fraud-team',
      predictors: [
        {
          name: 'default',
          replicas: 1,
          graph: { name: 'classifier', type: 'MODEL' },
          containers: [
            { name: 'classifier', image: 'seldonio/mock_classifier:1.17.1' },
          ],
        },
      ],
    },
    exposure: { kind: 'route' },
    monitoring: { customMetrics: true },
  };
}

async function runKubectl(args: string[], input: string): Promise<void> {
  const child = spawn('kubectl', args, { stdio: ['pipe', 'ignore', 'pipe'] });
  child.stdin.end(input);
  const [said, [code]] = await Promise.all([
    text(child.stderr),
    once(child, 'exit'),
  ]);
  if (code !== 0) {
    throw new Error(`kubectl ${args.join(' ')} ended with ${code}: ${said}`);
  }
}
