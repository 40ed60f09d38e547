import { clusterScenarios } from './clusterScenarios';
import { configScenarios } from './configScenarios';
import { dataScenarios } from './dataScenarios';
import { exposureScenarios } from './exposureScenarios';
import { monitoringScenarios } from './monitoringScenarios';
import { namespaceScenarios } from './namespaceScenarios';
import { podScenarios } from './podScenarios';
import { rolloutScenarios } from './rolloutScenarios';
import { servingScenarios } from './servingScenarios';
import { setupScenarios } from './setupScenarios';
import type { Scenario } from './types';

export type { ClusterSetup, ModelKey, Scenario } from './types';

export const scenarios: readonly Scenario[] = [
  ...podScenarios,
  ...configScenarios,
  ...rolloutScenarios,
  ...servingScenarios,
  ...dataScenarios,
  ...exposureScenarios,
  ...monitoringScenarios,
  ...namespaceScenarios,
  ...clusterScenarios,
  ...setupScenarios,
];

export function scenarioNamed(name: string): Scenario {
  const found = scenarios.find(scenario => scenario.name === name);
  if (!found) {
    throw new Error(
      `There is no scenario "${name}". There are: ${scenarios.map(each => each.name).join(', ')}`,
    );
  }
  return found;
}
