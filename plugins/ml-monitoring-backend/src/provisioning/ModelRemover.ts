import { NotAllowedError } from '@backstage/errors';
import {
  modelDeletePermission,
  stringifyModelRef,
  type deprovisionResultSchema,
  type ModelRef,
  type ObjectResult,
} from 'backstage-plugin-ml-monitoring-common';
import type { z } from 'zod/v3';
import { resources, type Clusters, type KubeClient } from '../cluster';
import type { ProvisioningConfig } from '../config';
import type { ModelAccess } from '../permissions';
import type { Audit, Caller } from './Audit';
import { requireNamespace } from './guardrails';
import {
  deletedResult,
  deleteMade,
  findMade,
  type MadeObject,
} from './MadeObjects';
import { gitOwnerOf } from './ownership';
import { runSteps, type Step } from './runSteps';
import { readSubject, type Subject } from './Subject';
import { podsOf, waitUntilGone, type Doomed } from './waitUntilGone';

type DeprovisionResult = z.output<typeof deprovisionResultSchema>;
type Target = Pick<MadeObject, 'resource' | 'metadata'>;

/** Takes a model away, with what we made for it and nothing else. Doing so twice does no harm. */
export class ModelRemover {
  constructor(
    private readonly options: {
      clusters: Clusters;
      config: ProvisioningConfig;
      access: ModelAccess;
      audit: Audit;
      onChange: () => void;
    },
  ) {}

  async remove(
    requested: ModelRef,
    caller: Caller,
  ): Promise<DeprovisionResult> {
    const { audit, clusters, onChange } = this.options;
    const { signal } = caller;
    return audit.record('model-delete', requested, caller, async note => {
      const { ref, subject } = await this.authorise(requested, caller);
      note({ model: ref });
      const client = (await clusters.client(ref.cluster)).persistent();
      const found = await findMade(client, ref, { signal });
      const { targets, warnings } = targetsOf(subject, found.made);
      const pods = targets.some(isModel)
        ? await podsOf(client, ref, { signal })
        : { doomed: [], warnings: [] };
      const deleted: ObjectResult[] = [];
      const refused = new Map<Target, Error>();
      try {
        await runSteps(
          targets.map(target =>
            stepOf(client, ref, target, {
              signal,
              onRefused: error => refused.set(target, error),
            }),
          ),
          { done: deleted, signal },
        );
        const doomed = targets.filter(target => !refused.has(target));
        await waitUntilGone(
          client,
          ref,
          [...doomed.map(doomedOf), ...pods.doomed],
          { signal },
        );
        await this.requireGone(client, ref, refused, signal);
      } finally {
        note({ objects: deleted });
        if (deleted.length) {
          onChange();
        }
      }
      return {
        ref,
        objects: deleted,
        warnings: [...found.warnings, ...warnings, ...pods.warnings],
      };
    });
  }

  private async authorise(
    requested: ModelRef,
    { credentials, signal }: Caller,
  ): Promise<{ ref: ModelRef; subject: Subject }> {
    const { clusters, access, config } = this.options;
    const decision = await access.decide(modelDeletePermission, credentials);
    const cluster = await clusters.resolve(requested.cluster, { signal });
    const ref = { ...requested, cluster };
    requireNamespace(ref.namespace, config);
    const client = (await clusters.client(cluster)).persistent();
    const subject = await readSubject(client, ref, { signal });
    await access.requireAllowed(
      decision,
      modelDeletePermission,
      subject.existing?.resource ?? subject.fallback,
      credentials,
    );
    return { ref, subject };
  }

  /** What may not be deleted may go all the same, with the SeldonDeployment that it belongs to. */
  private async requireGone(
    client: KubeClient,
    ref: ModelRef,
    refused: Map<Target, Error>,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    if (!refused.size) {
      return;
    }
    const { made } = await findMade(client, ref, { signal });
    const left = [...refused].filter(
      ([target]) =>
        isModel(target) ||
        made.some(({ metadata }) => metadata.uid === target.metadata.uid),
    );
    if (left.length) {
      throw new NotAllowedError(
        left
          .map(
            ([{ resource, metadata }, error]) =>
              `${resource.kind} ${ref.namespace}/${metadata.name} may not be deleted: ${error.message}`,
          )
          .join('; '),
      );
    }
  }
}

/** The SeldonDeployment first: what belongs to it then goes by itself. */
function targetsOf(
  { existing, ref }: Subject,
  made: MadeObject[],
): { targets: Target[]; warnings: string[] } {
  const warnings: string[] = [];
  const targets: Target[] = [];
  const keptInGit = (what: string, inGit: string | undefined) => {
    if (inGit) {
      warnings.push(
        `${what} is left as it is: ${inGit} keeps it. Remove it in Git`,
      );
    }
    return !!inGit;
  };
  if (existing) {
    const what = `SeldonDeployment ${stringifyModelRef(ref)}`;
    if (!existing.managed) {
      warnings.push(
        `${what} was not made here, so it is left as it is. Remove it where it was made`,
      );
    } else if (!keptInGit(what, existing.gitOwner)) {
      targets.push({
        resource: resources.seldonDeployments,
        metadata: { name: ref.name, uid: existing.uid },
      });
    }
  }
  for (const object of made) {
    const what = `${object.kind} ${ref.namespace}/${object.metadata.name}`;
    if (!keptInGit(what, gitOwnerOf(object))) {
      targets.push(object);
    }
  }
  return { targets, warnings };
}

function stepOf(
  client: KubeClient,
  ref: ModelRef,
  target: Target,
  options: { signal?: AbortSignal; onRefused: (error: Error) => void },
): Step {
  return {
    name: `${target.resource.kind} ${ref.namespace}/${target.metadata.name}`,
    failure: 'could not be deleted',
    run: async () => {
      try {
        await deleteMade(client, ref.namespace, target, {
          patience: options.signal,
        });
      } catch (error) {
        if (!(error instanceof NotAllowedError)) {
          throw error;
        }
        options.onRefused(error);
        return undefined;
      }
      return deletedResult(ref.namespace, target);
    },
  };
}

const isModel = ({ resource }: Target) =>
  resource.kind === resources.seldonDeployments.kind;

const doomedOf = ({ resource, metadata }: Target): Doomed => ({
  resource,
  name: metadata.name,
  uid: metadata.uid,
});
