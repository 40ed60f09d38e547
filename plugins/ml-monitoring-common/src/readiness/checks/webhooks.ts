import {
  deleteCommand,
  describeStale,
  staleWebhooks,
  type StaleWebhook,
} from '../staleWebhooks';
import type { ReadinessFacts } from '../facts';
import { defineCheck, type Outcome } from './types';
import { isUnread, unread } from './unread';

export const webhooks = defineCheck<
  Pick<ReadinessFacts, 'webhooks' | 'operators' | 'lackingRights'>
>({ id: 'webhooks', title: "Seldon's webhooks answer" }, facts => {
  const { webhooks: read } = facts;
  if (isUnread(read)) {
    return unread(
      read,
      'Whether a webhook was left behind that would refuse every model could not be found out',
      facts,
    );
  }
  const all = read.status === 'read' ? read.value : [];
  if (!all.length) {
    return {
      status: 'not-applicable',
      summary: 'No webhook is called for SeldonDeployments',
    };
  }
  const stale = staleWebhooks(facts);
  if (stale.length) {
    return {
      status: 'broken',
      summary: `Nobody answers ${stale.length === 1 ? 'a webhook' : `${stale.length} webhooks`} for SeldonDeployments: every model is refused`,
      evidence: stale.map(describeStale),
      fix: fixFor(stale),
    };
  }
  const unsure = all.filter(
    ({ service, serviceState }) => service && !serviceState,
  );
  const evidence = all.map(
    ({ configuration, name }) =>
      `${configuration.kind} ${configuration.name} calls ${name}`,
  );
  return unsure.length
    ? {
        status: 'unknown',
        summary: `Whether the Service ${unsure[0].service?.namespace}/${unsure[0].service?.name} of a webhook answers could not be found out`,
        evidence,
      }
    : {
        status: 'ok',
        summary: 'Every webhook has a Service that is ready',
        evidence,
      };
});

function fixFor(stale: StaleWebhook[]): Outcome['fix'] {
  const [{ operator }] = stale;
  if (operator) {
    const { namespace, name } = operator;
    return {
      summary: `Have the operator ${namespace}/${name} brought up again; whoever looks after it can. Do not delete the webhook: it comes back with it.`,
      command: `kubectl --namespace ${namespace} describe deployment ${name}`,
    };
  }
  return {
    summary:
      'Have an administrator of the cluster delete the configuration that a removed operator left behind: it belongs to no namespace, so nobody else can.',
    command: [...new Set(stale.map(deleteCommand))].join('\n'),
  };
}
