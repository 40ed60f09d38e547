import type { Reference } from 'backstage-plugin-ml-monitoring-common';
import type { KubeClient } from '../KubeClient';
import { resourcePath, resources } from '../resources';
import { onlyMetadataSchema } from './objects';
import { reading, rightTo } from './reading';

/** Never what is in them: that one is there is all we ask. */
const ONLY_METADATA =
  'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1';

/** A patch may refer to thousands. */
const MAX_LOOKED_FOR = 50;

/** Which of the objects that a model refers to are known not to be there. Those that may not be read are not among them. */
export async function readMissingReferences(
  client: KubeClient,
  references: readonly Reference[],
  { namespace, signal }: { namespace: string; signal?: AbortSignal },
): Promise<Reference[]> {
  const parts = await Promise.all(
    references.slice(0, MAX_LOOKED_FOR).map(async reference => {
      const { kind, name } = reference;
      const resource =
        kind === 'Secret' ? resources.secrets : resources.serviceAccounts;
      const found = await reading(
        client,
        within =>
          client.json(onlyMetadataSchema, {
            path: resourcePath(resource, { namespace, name }),
            headers: { Accept: ONLY_METADATA },
            signal: within,
          }),
        { right: rightTo('get', resource, namespace), signal },
      );
      return { reference, status: found.status };
    }),
  );
  return parts
    .filter(({ status }) => status === 'absent')
    .map(({ reference }) => reference);
}
