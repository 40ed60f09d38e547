import type { Check } from '../Check';
import { accessChecks } from './access';
import { applyChecks } from './applying';
import { conflictChecks } from './conflicts';
import { createChecks } from './creating';
import { customResourceChecks } from './customResources';
import { deleteChecks } from './deleting';
import { discoveryChecks } from './discovery';
import { garbageChecks } from './garbage';
import { kubectlChecks } from './kubectl';
import { listChecks } from './listing';
import { ownershipChecks } from './ownership';
import { patchChecks } from './patching';
import { refusalChecks } from './refusals';
import { renderedChecks } from './rendered';
import { replaceChecks } from './replacing';
import { schemaChecks } from './schemas';
import { serviceProxyChecks } from './serviceProxy';
import { subresourceChecks } from './subresources';
import { tableChecks } from './tables';
import { validationChecks } from './validation';
import { watchChecks } from './watching';
import { webhookChecks } from './webhooks';

/** Everything that is asked of an API server. */
export const kubernetesChecks: Check[] = [
  ...discoveryChecks,
  ...createChecks,
  ...replaceChecks,
  ...deleteChecks,
  ...refusalChecks,
  ...validationChecks,
  ...listChecks,
  ...tableChecks,
  ...watchChecks,
  ...patchChecks,
  ...subresourceChecks,
  ...applyChecks,
  ...ownershipChecks,
  ...conflictChecks,
  ...customResourceChecks,
  ...schemaChecks,
  ...renderedChecks,
  ...accessChecks,
  ...webhookChecks,
  ...garbageChecks,
  ...serviceProxyChecks,
  ...kubectlChecks,
];
