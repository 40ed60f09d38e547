import type { Counters, Stack } from './stack';
import { median, pause } from './statistics';

const ROUNDS = 3;
/** Longer than the backend shares a reading. */
const BETWEEN_ROUNDS_MS = 6_000;
/** The sandbox has the tutorial's besides those it is asked for. */
const TUTORIAL_MODELS = 3;

export interface FleetCost {
  prometheusQueries: number;
  kubernetesLists: number;
}

export function fleetArgs(models: number): string[] {
  return ['--models', String(models - TUTORIAL_MODELS), '--no-load'];
}

/** What one look at the fleet asks of Prometheus and of the Kubernetes API. */
export async function fleetCost(
  { api }: Stack,
  counters: Counters,
  models: number,
): Promise<FleetCost> {
  const { prometheusQueries, kubernetesLists } = counters;
  const costs: FleetCost[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await pause(BETWEEN_ROUNDS_MS);
    const before = {
      prometheusQueries: prometheusQueries.count(),
      kubernetesLists: kubernetesLists.count(),
    };
    const { items, sources } = await api.listModels({ limit: 1000 });
    if (
      items.length !== models ||
      sources.some(({ status }) => status !== 'ok')
    ) {
      throw new Error(
        `The fleet should be ${models} models, well read; it is ${items.length}: ${JSON.stringify(sources)}`,
      );
    }
    costs.push({
      prometheusQueries: prometheusQueries.count() - before.prometheusQueries,
      kubernetesLists: kubernetesLists.count() - before.kubernetesLists,
    });
  }
  return {
    prometheusQueries: median(costs.map(cost => cost.prometheusQueries)),
    kubernetesLists: median(costs.map(cost => cost.kubernetesLists)),
  };
}
