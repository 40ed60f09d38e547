import type {
  Reading,
  WebhookFact,
} from 'backstage-plugin-ml-monitoring-common';
import type { KubeClient } from '../KubeClient';
import { endpointSliceSchema } from '../objects';
import { resources } from '../resources';
import { onlyMetadataSchema, webhookConfigurationSchema } from './objects';
import { readAnywhere, readObject, reading, rightTo } from './reading';

const OF_SELDON = /seldondeployment\.kb\.io$/;

type Options = { signal?: AbortSignal };
type Service = NonNullable<WebhookFact['service']>;

/** The webhooks that are called for SeldonDeployments, and whether anybody would answer them. */
export async function readWebhooks(
  client: KubeClient,
  options: Options,
): Promise<Reading<WebhookFact[]>> {
  const parts = await Promise.all(
    [resources.validatingWebhooks, resources.mutatingWebhooks].map(
      async resource => {
        const configurations = await readAnywhere(
          client,
          resource,
          webhookConfigurationSchema,
          { namespaces: [], ...options },
        );
        return { kind: resource.kind, configurations };
      },
    ),
  );
  const found = parts.flatMap(({ kind, configurations }) =>
    configurations.status === 'read'
      ? configurations.value.flatMap(({ metadata, webhooks }) =>
          webhooks
            .filter(({ name }) => OF_SELDON.test(name))
            .map(({ name, clientConfig }) => ({
              configuration: {
                kind: kind as WebhookFact['configuration']['kind'],
                name: metadata.name,
              },
              name,
              service: clientConfig.service ?? undefined,
            })),
        )
      : [],
  );
  const failed = parts.flatMap(({ configurations }) =>
    configurations.status === 'failed' ? [configurations] : [],
  );
  const forbidden = parts.flatMap(({ configurations }) =>
    configurations.status === 'forbidden' ? [configurations] : [],
  );
  if (failed.length) {
    return failed[0];
  }
  if (forbidden.length) {
    return {
      status: 'forbidden',
      message: forbidden.map(({ message }) => message).join('. '),
      rights: forbidden.flatMap(({ rights }) => rights),
    };
  }
  return {
    status: 'read',
    value: await withServiceStates(client, found, options),
  };
}

async function withServiceStates(
  client: KubeClient,
  webhooks: WebhookFact[],
  options: Options,
): Promise<WebhookFact[]> {
  const services = new Map(
    webhooks.flatMap(({ service }) =>
      service ? [[keyOf(service), service] as const] : [],
    ),
  );
  const states = new Map(
    await Promise.all(
      [...services].map(
        async ([key, service]) =>
          [key, await serviceState(client, service, options)] as const,
      ),
    ),
  );
  return webhooks.map(webhook => ({
    ...webhook,
    serviceState: webhook.service && states.get(keyOf(webhook.service)),
  }));
}

async function serviceState(
  client: KubeClient,
  { namespace, name }: Service,
  { signal }: Options,
): Promise<WebhookFact['serviceState']> {
  const [service, slices] = await Promise.all([
    readObject(client, resources.services, onlyMetadataSchema, {
      namespace,
      name,
      signal,
    }),
    reading(
      client,
      async within =>
        (
          await client.list(resources.endpointSlices, {
            namespace,
            labelSelector: `kubernetes.io/service-name=${name}`,
            signal: within,
          })
        ).map(item => endpointSliceSchema.parse(item)),
      { right: rightTo('list', resources.endpointSlices, namespace), signal },
    ),
  ]);
  if (service.status === 'absent') {
    return 'missing';
  }
  if (slices.status !== 'read') {
    return undefined;
  }
  const isReady = slices.value.some(({ endpoints }) =>
    // One that says nothing counts as ready.
    endpoints.some(({ conditions }) => conditions?.ready !== false),
  );
  return isReady ? 'ready' : 'no-endpoints';
}

const keyOf = ({ namespace, name }: Service) => `${namespace}/${name}`;
