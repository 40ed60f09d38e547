import type {
  InstallationFacts,
  ManifestSettings,
} from 'backstage-plugin-ml-monitoring-common';
import type { KubeClient } from '../KubeClient';
import { readClusterApis } from '../read';
import { resources } from '../resources';
import { apiGroupsSchema, onlyMetadataSchema } from './objects';
import { readObject, reading } from './reading';
import { readGrafanas } from './readGrafanas';
import { readOperators } from './readOperators';
import {
  readPrometheuses,
  readUserWorkloadMonitoring,
} from './readPrometheuses';
import { readSeldonApi } from './readSeldonApi';
import { readWebhooks } from './readWebhooks';

/** What a cluster has for models, asked for side by side. What cannot be read is part of the answer. */
export async function readInstallation(
  client: KubeClient,
  options: {
    /** Where to look when the whole cluster may not be looked at. */
    namespaces: readonly string[];
    gateway?: NonNullable<ManifestSettings['gateway']>['parentRef'];
    signal?: AbortSignal;
  },
): Promise<InstallationFacts> {
  const { gateway, namespaces, signal } = options;
  const apiGroups = reading(
    client,
    async within =>
      (
        await client.json(apiGroupsSchema, { path: '/apis', signal: within })
      ).groups.map(({ name }) => name),
    { signal },
  );
  const prometheuses = readPrometheuses(client, options);
  const [apis, seldonApi, operators, webhooks, userWorkload, grafanas, parent] =
    await Promise.all([
      reading(client, within => readClusterApis(client, { signal: within }), {
        signal,
      }),
      readSeldonApi(client, { signal }),
      readOperators(client, options),
      readWebhooks(client, { signal }),
      Promise.all([apiGroups, prometheuses]).then(([groups, read]) =>
        readUserWorkloadMonitoring(client, {
          apiGroups: groups,
          prometheuses: read,
          signal,
        }),
      ),
      readGrafanas(client, options),
      gateway && readGateway(client, gateway, { namespaces, signal }),
    ]);
  return {
    cluster: client.cluster,
    apiGroups: await apiGroups,
    apis,
    seldonApi,
    operators,
    webhooks,
    prometheuses: await prometheuses,
    userWorkloadMonitoring: userWorkload,
    grafanas,
    gateway: parent,
  };
}

async function readGateway(
  client: KubeClient,
  parent: NonNullable<ManifestSettings['gateway']>['parentRef'],
  options: { namespaces: readonly string[]; signal?: AbortSignal },
): Promise<InstallationFacts['gateway']> {
  // Without a namespace it is the one of the model, whichever that will be.
  const namespace = parent.namespace ?? options.namespaces[0];
  if (!namespace) {
    return undefined;
  }
  const { name } = parent;
  const found = await readObject(
    client,
    resources.gateways,
    onlyMetadataSchema,
    {
      namespace,
      name,
      signal: options.signal,
    },
  );
  return found.status === 'read'
    ? { status: 'read', value: { namespace, name } }
    : found;
}
