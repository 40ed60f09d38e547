import type { Check } from '../Check';
import { accessChecks } from './access';
import { applyChecks } from './applying';
import { customResourceChecks } from './customResources';
import { discoveryChecks } from './discovery';
import { garbageChecks } from './garbage';
import { kubectlChecks } from './kubectl';
import { listChecks } from './listing';
import { objectChecks } from './objects';
import { patchChecks } from './patching';
import { renderedChecks } from './rendered';
import { refusalChecks } from './refusals';
import { serviceProxyChecks } from './serviceProxy';
import { tableChecks } from './tables';
import { watchChecks } from './watching';
import { webhookChecks } from './webhooks';

export const kubernetesChecks: Check[] = [
  ...discoveryChecks,
  ...objectChecks,
  ...refusalChecks,
  ...listChecks,
  ...tableChecks,
  ...watchChecks,
  ...patchChecks,
  ...applyChecks,
  ...customResourceChecks,
  ...renderedChecks,
  ...accessChecks,
  ...webhookChecks,
  ...garbageChecks,
  ...serviceProxyChecks,
  ...kubectlChecks,
];
