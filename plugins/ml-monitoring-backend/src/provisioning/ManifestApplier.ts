import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import {
  fieldChanges,
  fieldChangesByManifest,
  type Manifest,
  type ProvisionRequest,
} from 'backstage-plugin-ml-monitoring-common';
import {
  ApiNotServedError,
  pluralOf,
  resourcePath,
  type AnyObject,
  type KubeAnswer,
  type KubeClient,
} from '../cluster';
import { anyObjectSchema } from '../cluster/objects';
import { FIELD_MANAGER, gitOwnerOf } from './ownership';
import {
  errorOfRefusals,
  isDryRunUnsupported,
  refusalOf,
  type Refusal,
} from './refusals';
import { requireTakeable, whoseElse } from './takeOver';
import {
  identify,
  nameOf,
  refused,
  resultOf,
  trialOf,
  type Applied,
  type Trial,
} from './Trial';

type TakeOver = NonNullable<ProvisionRequest['takeOver']>;

const REPEATS_OF_TAKE_OVER = 4;

/** Server-side apply of our own objects to one cluster. Forces and adopts nothing but what a take-over names. */
export class ManifestApplier {
  private readonly client: KubeClient;

  constructor(client: KubeClient) {
    this.client = client.persistent();
  }

  /** Tries it out; a refusal is part of the answer. Throws only where the cluster cannot say. */
  async tryOut(
    manifest: Manifest,
    options: { takeOver?: TakeOver; signal?: AbortSignal } = {},
  ): Promise<Trial> {
    const { signal } = options;
    const found = await this.find(manifest, signal);
    if ('refusal' in found) {
      return refused(manifest, found.refusal);
    }
    const { before } = found;
    const answer = await this.send(manifest, { dryRun: true, signal });
    if (isDryRunUnsupported(answer)) {
      return this.reckon(manifest, before, options.takeOver);
    }
    const trial = this.judge(manifest, before, answer);
    const { refusal } = trial;
    const named = takeOverOf(manifest, options.takeOver);
    if (!refusal?.resourceVersion || !named) {
      return trial;
    }
    const late = requireTakeable(before, named);
    if (late) {
      return refused(manifest, late, before);
    }
    const forced = await this.send(manifest, {
      dryRun: true,
      takeOver: named,
      signal,
    });
    return {
      ...this.judge(manifest, before, forced, { taking: true }),
      takeOver: named,
    };
  }

  /**
   * @param patience - once aborted, no further attempt is made; one that is under way is seen to its end
   * @throws what was refused by now, though it was not when tried out
   */
  async apply(trial: Trial, patience?: AbortSignal): Promise<Applied> {
    const { manifest, before, planned, takeOver } = trial;
    if (before && planned.result === 'unchanged' && gitOwnerOf(before)) {
      // Equal to what is in Git. Writing would make us an owner of its fields beside whoever applies it from there.
      return {
        result: { ...identify(manifest), result: 'unchanged' },
        object: before,
      };
    }
    const answer = takeOver
      ? await this.take(manifest, takeOver, patience)
      : await this.send(manifest, { patience });
    const refusal = refusalOf(this.client.cluster, answer);
    if (refusal) {
      throw errorOfRefusals([{ object: nameOf(manifest), refusal }]);
    }
    const after = this.client.read(
      anyObjectSchema,
      { path: pathOf(manifest) },
      answer,
    );
    return {
      result: { ...identify(manifest), result: resultOf(before, after) },
      object: after,
    };
  }

  private judge(
    manifest: Manifest,
    before: AnyObject | undefined,
    answer: KubeAnswer,
    { taking }: { taking?: boolean } = {},
  ): Trial {
    const { cluster } = this.client;
    const others = before && !taking ? whoseElse(before, manifest) : undefined;
    const refusal = refusalOf(cluster, answer);
    if (refusal?.conflicts.length) {
      const { conflicts } = refusal;
      const { resourceVersion } = before?.metadata ?? {};
      return refused(
        manifest,
        { ...refusal, resourceVersion, ...others, conflicts },
        before,
      );
    }
    if (refusal) {
      return refused(manifest, refusal, before);
    }
    const after = this.client.read(
      anyObjectSchema,
      { path: pathOf(manifest) },
      answer,
    );
    const result = resultOf(before, after);
    if (others && !(result === 'unchanged' && others.harmlessUnchanged)) {
      return refused(manifest, others, before);
    }
    const found = before
      ? fieldChanges({ before, after, manager: FIELD_MANAGER })
      : undefined;
    return trialOf(manifest, before, { result, found, changesFrom: 'dry-run' });
  }

  /** Where the cluster would not try it out. */
  private reckon(
    manifest: Manifest,
    before: AnyObject | undefined,
    takeOver: TakeOver | undefined,
  ): Trial {
    const named = takeOverOf(manifest, takeOver);
    const others = before && whoseElse(before, manifest);
    const refusal =
      others?.resourceVersion && named
        ? requireTakeable(before, named)
        : others;
    if (refusal) {
      return refused(manifest, refusal, before);
    }
    const found =
      before &&
      fieldChangesByManifest({ before, manifest, manager: FIELD_MANAGER });
    const changed = found?.changes.length ? 'updated' : 'unchanged';
    const trial = trialOf(manifest, before, {
      result: before ? changed : 'created',
      found,
      changesFrom: 'local',
    });
    trial.warnings.push(
      `${nameOf(manifest)} could not be tried out: a webhook of the cluster does not support dry runs. What is said to change is our own reckoning, and a refusal would show only when it is applied`,
    );
    return { ...trial, ...(others && { takeOver: named }) };
  }

  /**
   * Forces exactly the version that was looked at. Where the outcome got lost, the version tells: if it is another by
   * now, the fields are ours already or somebody else came in between, and an apply without force finds out which.
   */
  private async take(
    manifest: Manifest,
    resourceVersion: string,
    patience: AbortSignal | undefined,
  ): Promise<KubeAnswer> {
    for (let left = REPEATS_OF_TAKE_OVER; ; left -= 1) {
      const lost = await this.force(manifest, resourceVersion, patience);
      if (!('failure' in lost)) {
        return lost.answer;
      }
      const found = await this.find(manifest, undefined);
      const now = 'before' in found ? found.before : undefined;
      if (now && now.metadata.resourceVersion !== resourceVersion) {
        return this.send(manifest, { patience });
      }
      if (left === 0 || patience?.aborted) {
        throw lost.failure;
      }
    }
  }

  private async force(
    manifest: Manifest,
    takeOver: string,
    patience: AbortSignal | undefined,
  ): Promise<{ answer: KubeAnswer } | { failure: Error }> {
    try {
      const answer = await this.send(manifest, { takeOver, patience });
      // The second of two attempts meets the version that the first has made.
      const mayBeOwn = answer.status === 409 || answer.status >= 500;
      return mayBeOwn &&
        !refusalOf(this.client.cluster, answer)?.conflicts.length
        ? { failure: lostAnswer(manifest, answer) }
        : { answer };
    } catch (error) {
      return { failure: error as Error };
    }
  }

  private send(
    manifest: Manifest,
    options: {
      dryRun?: boolean;
      takeOver?: string;
      signal?: AbortSignal;
      patience?: AbortSignal;
    },
  ): Promise<KubeAnswer> {
    const { dryRun, takeOver, signal, patience } = options;
    const { metadata } = manifest;
    return this.client.send({
      method: 'PATCH',
      path: pathOf(manifest),
      query: {
        fieldManager: FIELD_MANAGER,
        ...(takeOver && { force: 'true' }),
        ...(dryRun && { dryRun: 'All' }),
      },
      body: {
        // JSON is YAML, and API servers know server-side apply by this name only.
        contentType: 'application/apply-patch+yaml',
        content: JSON.stringify({
          ...manifest,
          metadata: {
            ...metadata,
            ...(takeOver && { resourceVersion: takeOver }),
          },
        }),
      },
      signal,
      patience,
    });
  }

  private async find(
    manifest: Manifest,
    signal: AbortSignal | undefined,
  ): Promise<{ before?: AnyObject } | { refusal: Refusal }> {
    try {
      const before = await this.client.json(anyObjectSchema, {
        path: pathOf(manifest),
        signal,
      });
      return { before };
    } catch (error) {
      if (error instanceof NotFoundError) {
        return {};
      }
      if (error instanceof ApiNotServedError) {
        const message = `Cluster ${this.client.cluster} has no ${manifest.kind} (${manifest.apiVersion})`;
        return { refusal: { status: 400, message, conflicts: [] } };
      }
      throw error;
    }
  }
}

function pathOf({ apiVersion, kind, metadata }: Manifest): string {
  const plural = pluralOf({ apiVersion, kind });
  return resourcePath({ apiVersion, plural }, metadata);
}

function takeOverOf(
  { kind, metadata }: Manifest,
  takeOver: TakeOver | undefined,
): string | undefined {
  return takeOver?.find(
    each => each.kind === kind && each.name === metadata.name,
  )?.resourceVersion;
}

function lostAnswer(manifest: Manifest, answer: KubeAnswer): Error {
  return new ServiceUnavailableError(
    `Taking over ${nameOf(manifest)} was answered with HTTP ${answer.status}`,
  );
}
