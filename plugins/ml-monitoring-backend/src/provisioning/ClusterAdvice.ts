import {
  planAdvice,
  referencesOf,
} from 'backstage-plugin-ml-monitoring-common';
import {
  readMissingReferences,
  readNamespaceFact,
  type ClusterInspector,
} from '../cluster/readiness';
import type { Advise } from './types';

/** A plan is waited for. */
const TIMEOUT_MS = 8_000;

/** Looks at a change in the light of the whole cluster. Its own failure is a warning, and no reason to refuse. */
export function createClusterAdvice(options: {
  inspector: ClusterInspector;
}): Advise {
  return async ({ client, ref, manifests, signal }) => {
    const deadline = AbortSignal.timeout(TIMEOUT_MS);
    const within = signal ? AbortSignal.any([signal, deadline]) : deadline;
    const { namespace } = ref;
    const models = manifests.filter(({ kind }) => kind === 'SeldonDeployment');
    try {
      const [{ installation }, fact, missingReferences] = await Promise.all([
        options.inspector.inspect(ref.cluster, { signal: within }),
        readNamespaceFact(client, namespace, { signal: within }),
        readMissingReferences(
          client,
          models.flatMap(({ spec }) => referencesOf(spec)),
          { namespace, signal: within },
        ),
      ]);
      return planAdvice({
        installation,
        namespace: fact,
        manifests,
        missingReferences,
      });
    } catch (error) {
      signal?.throwIfAborted();
      const why = deadline.aborted
        ? `it did not answer within ${TIMEOUT_MS / 1000} s`
        : (error as Error).message;
      return {
        warnings: [
          `Whether cluster ${ref.cluster} has everything that the model needs could not be found out: ${why}`,
        ],
        refusals: [],
      };
    }
  };
}
