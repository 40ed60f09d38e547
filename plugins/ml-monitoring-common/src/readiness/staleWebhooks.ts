import type { InstallationFacts, OperatorFact, WebhookFact } from './facts';

/** A webhook that nobody answers: every change of a SeldonDeployment fails at it. */
export interface StaleWebhook {
  webhook: WebhookFact;
  /** Why, as a clause. */
  because: string;
  /** The operator that would answer, were it running. Absent: nothing is left that could. */
  operator?: OperatorFact;
}

export function staleWebhooks({
  webhooks,
  operators,
}: Pick<InstallationFacts, 'webhooks' | 'operators'>): StaleWebhook[] {
  const all = webhooks.status === 'read' ? webhooks.value : [];
  const running = operators.status === 'read' ? operators.value : [];
  return all.flatMap(webhook => {
    const { service, serviceState } = webhook;
    if (!service || !serviceState || serviceState === 'ready') {
      return [];
    }
    const name = `${service.namespace}/${service.name}`;
    return [
      {
        webhook,
        because:
          serviceState === 'missing'
            ? `its Service ${name} does not exist`
            : `its Service ${name} has no ready endpoint`,
        operator: running.find(
          ({ namespace }) => namespace === service.namespace,
        ),
      },
    ];
  });
}

/** Deletes a configuration that an operator left behind. */
export function deleteCommand({ webhook }: StaleWebhook): string {
  const { kind, name } = webhook.configuration;
  return `kubectl delete ${kind.toLowerCase()} ${name}`;
}

export function describeStale({ webhook, because }: StaleWebhook): string {
  const { kind, name } = webhook.configuration;
  return `${kind} ${name} calls ${webhook.name}, but ${because}`;
}
