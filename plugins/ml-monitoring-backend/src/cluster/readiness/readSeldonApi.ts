import {
  schemaAt,
  type Reading,
  type SeldonApiFact,
  type StructuralSchema,
} from 'backstage-plugin-ml-monitoring-common';
import type { KubeClient } from '../KubeClient';
import { resources } from '../resources';
import { apiGroupSchema, crdSchema, openApiSchema } from './objects';
import { readObject, reading } from './reading';

const GROUP = 'machinelearning.seldon.io';
const VERSION = 'v1';
const KIND = 'SeldonDeployment';

type Options = { signal?: AbortSignal };

/** How the cluster serves SeldonDeployments. Its versions everybody may ask for; the CRD takes a right that few have. */
export async function readSeldonApi(
  client: KubeClient,
  options: Options,
): Promise<Reading<SeldonApiFact>> {
  const [group, crd] = await Promise.all([
    reading(
      client,
      signal =>
        client.json(apiGroupSchema, {
          path: `/apis/${GROUP}`,
          signal,
        }),
      options,
    ),
    readObject(client, resources.customResourceDefinitions, crdSchema, {
      name: `${resources.seldonDeployments.plural}.${GROUP}`,
      ...options,
    }),
  ]);
  if (group.status !== 'read') {
    return group;
  }
  const versions = crd.status === 'read' ? crd.value.spec.versions : [];
  const schema =
    versions.find(({ name }) => name === VERSION)?.schema?.openAPIV3Schema ??
    (await readPublishedSchema(client, options));
  return {
    status: 'read',
    value: {
      servedVersions: group.value.versions.map(({ version }) => version),
      storageVersion: versions.find(({ storage }) => storage)?.name,
      specSchema: schemaAt(schema, ['spec']),
    },
  };
}

/** The API server publishes it for every kind that it serves, to everybody who is signed in. */
async function readPublishedSchema(
  client: KubeClient,
  options: Options,
): Promise<StructuralSchema | undefined> {
  const document = await reading(
    client,
    signal =>
      client.json(openApiSchema, {
        path: `/openapi/v3/apis/${GROUP}/${VERSION}`,
        signal,
      }),
    options,
  );
  const schemas =
    document.status === 'read' ? document.value.components?.schemas : undefined;
  return Object.values(schemas ?? {}).find(each =>
    each['x-kubernetes-group-version-kind'].some(({ kind }) => kind === KIND),
  );
}
