import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  labelsOf,
  MODEL_NOT_DEPLOYED,
  modelManifests,
  modelProvisionPermission,
  requestFieldOf,
  SELDON_API_VERSION,
  stringifyModelRef,
  type Manifest,
  type ModelRef,
  type ModelShape,
  type ProvisionRequest,
  type RolloutMark,
} from 'backstage-plugin-ml-monitoring-common';
import {
  readClusterApis,
  readScrapers,
  shapeOf,
  together,
  type Clusters,
  type KubeClient,
} from '../cluster';
import { seldonDeploymentSchema } from '../cluster/objects';
import type { ProvisioningConfig } from '../config';
import {
  modelNotAllowed,
  type MlModelResource,
  type ModelAccess,
} from '../permissions';
import type { Caller } from './Audit';
import { requireAllowedRequest, requireWithinLimits } from './guardrails';
import { lostCompanions } from './lostCompanions';
import { ManifestApplier } from './ManifestApplier';
import type { RefusedObject } from './refusals';
import { planRemovals, type Removal } from './Removal';
import { readSubject, requestedResource, type Subject } from './Subject';
import { requireNamesFree } from './requireNamesFree';
import { nameOf, refused, type Trial } from './Trial';
import type { Advice, AdviceQuestion, Advise, ReadCapabilities } from './types';

/** A change that was tried out to the last object, and not begun. */
export interface PreparedChange {
  ref: ModelRef;
  client: KubeClient;
  /** In the order in which they are applied. */
  trials: Trial[];
  /** What goes after that. */
  removals: Removal[];
  warnings: string[];
  /** Of the SeldonDeployment that is there. */
  ownerUid?: string;
}

/** Everything up to the first write: whatever is wrong is found out here. */
export class ChangePreparer {
  constructor(
    private readonly options: {
      clusters: Clusters;
      config: ProvisioningConfig;
      access: ModelAccess;
      /** Default: nobody does. */
      advise?: Advise;
      /** Default: nothing is known of them, and nothing is held against a request. */
      capabilities?: ReadCapabilities;
    },
  ) {}

  async prepare(
    request: ProvisionRequest,
    caller: Caller,
  ): Promise<PreparedChange> {
    const { clusters, access, config } = this.options;
    const { credentials, signal } = caller;
    const decision = await access.decide(modelProvisionPermission, credentials);
    const cluster = await clusters.resolve(request.cluster, { signal });
    const resolved = { ...request, cluster };
    const { namespace, name } = request;
    const ref: ModelRef = { cluster, namespace, name };
    requireAllowedRequest(resolved, config);
    const client = (await clusters.client(cluster)).persistent();
    const [subject, apis, seldon] = await Promise.all([
      readSubject(client, ref, { signal }),
      readClusterApis(client, { signal }),
      request.deployment && this.options.capabilities?.(cluster, { signal }),
    ]);
    await this.requireAllowed(subject, resolved, decision, credentials);
    const { existing } = subject;
    requireNoRollout(existing?.rollout, request);
    const scrapers =
      request.monitoring && (await readScrapers(client, ref, { signal }));
    const { manifests, warnings } = modelManifests({
      request: resolved,
      existing: existing?.shape,
      promise: existing?.promise,
      scrapedBy: scrapers?.scrapedBy,
      apis,
      seldon,
      settings: config,
    });
    requireWithinLimits(resolved, manifests, config);
    await requireOwnNames(client, resolved, manifests, signal);
    const owned = manifests.map(manifest =>
      ownedBy(manifest, ref, existing?.uid),
    );
    const applier = new ManifestApplier(client);
    const [trials, removed, advice] = await together(signal, group =>
      Promise.all([
        Promise.all(
          owned.map(manifest =>
            applier.tryOut(manifest, {
              takeOver: request.takeOver,
              signal: group,
            }),
          ),
        ),
        planRemovals({
          client,
          ref,
          request,
          shape: shapeAfter(manifests, existing?.shape),
          manifests,
          apis,
          signal: group,
        }),
        this.advise({
          client,
          ref,
          request: resolved,
          manifests: owned,
          signal: group,
        }),
      ]),
    );
    return {
      ref,
      client,
      trials: trials.map(trial => withAdvice(trial, advice)),
      removals: removed.removals,
      warnings: [
        ...warnings,
        ...(scrapers?.problems ?? []),
        ...trials.flatMap(trial => trial.warnings),
        ...removed.warnings,
        ...lostCompanions(subject, removed.made, trials),
        ...advice.warnings,
      ],
      ownerUid: existing?.uid,
    };
  }

  private async advise(question: AdviceQuestion): Promise<Advice> {
    return (
      (await this.options.advise?.(question)) ?? { warnings: [], refusals: [] }
    );
  }

  private async requireAllowed(
    subject: Subject,
    request: ProvisionRequest,
    decision: { allows(model: MlModelResource): boolean },
    credentials: Caller['credentials'],
  ): Promise<void> {
    const { existing, ref } = subject;
    const wanted = requestedResource(subject, request, labelsOf(ref));
    if (existing && !decision.allows(existing.resource)) {
      throw await this.refusal(existing.resource, !!wanted, credentials);
    }
    if (wanted && !decision.allows(wanted)) {
      throw modelNotAllowed(modelProvisionPermission, wanted);
    }
    if (!existing && !wanted) {
      throw notDeployed(ref);
    }
  }

  /** Who may not read the model learns no more of it than that the name is taken, and that only where it was to be used. */
  private async refusal(
    existing: MlModelResource,
    wantsName: boolean,
    credentials: Caller['credentials'],
  ): Promise<Error> {
    if (await this.options.access.mayRead(existing, credentials)) {
      return modelNotAllowed(modelProvisionPermission, existing);
    }
    return wantsName
      ? new NotAllowedError(
          `You may not use the permission ${modelProvisionPermission.name} on model ${stringifyModelRef(existing.ref)}: the name is taken. Choose another`,
        )
      : notDeployed(existing.ref);
  }
}

/** Everything that would be refused, with why. */
export function refusalsOf({
  trials,
  removals,
}: PreparedChange): RefusedObject[] {
  return [
    ...trials.flatMap(({ manifest, refusal }) =>
      refusal ? [{ object: nameOf(manifest), refusal }] : [],
    ),
    ...removals.flatMap(({ planned, refusal }) =>
      refusal
        ? [
            {
              object: `${planned.kind} ${planned.namespace}/${planned.name}`,
              refusal,
            },
          ]
        : [],
    ),
  ];
}

/** Deleting the model then takes the object with it. Without `blockOwnerDeletion`, which OpenShift wants a further right for. */
export function ownedBy(
  manifest: Manifest,
  ref: ModelRef,
  uid: string | undefined,
): Manifest {
  if (!uid || manifest.kind === 'SeldonDeployment') {
    return manifest;
  }
  return {
    ...manifest,
    metadata: {
      ...manifest.metadata,
      ownerReferences: [
        {
          apiVersion: SELDON_API_VERSION,
          kind: 'SeldonDeployment',
          name: ref.name,
          uid,
        },
      ],
    },
  };
}

async function requireOwnNames(
  client: KubeClient,
  { deployment }: ProvisionRequest,
  manifests: readonly Manifest[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const model = manifests.find(({ kind }) => kind === 'SeldonDeployment');
  if (model && deployment) {
    await requireNamesFree(client, model, {
      fieldOf: index =>
        requestFieldOf(deployment, ['predictors', index, 'name']),
      signal,
    });
  }
}

/** The model as it will be. */
function shapeAfter(
  manifests: readonly Manifest[],
  existing: ModelShape | undefined,
): ModelShape {
  const model = manifests.find(({ kind }) => kind === 'SeldonDeployment');
  return model
    ? shapeOf(seldonDeploymentSchema.parse(model))
    : (existing ?? { protocol: 'seldon', predictors: [] });
}

function withAdvice(trial: Trial, { refusals }: Advice): Trial {
  const { manifest, before, refusal } = trial;
  const advised = refusals.find(
    ({ kind, name }) =>
      kind === manifest.kind && name === manifest.metadata.name,
  );
  return advised && !refusal
    ? refused(
        manifest,
        { status: 400, message: advised.message, conflicts: [] },
        before,
      )
    : trial;
}

function notDeployed(ref: ModelRef): Error {
  return Object.assign(
    new NotFoundError(
      `There is no SeldonDeployment ${stringifyModelRef(ref)} to expose or monitor, or you may not see it. Deploy it first, or add "deployment" to the request`,
    ),
    { code: MODEL_NOT_DEPLOYED },
  );
}

/** Either would take the new version or its share away while requests are on their way to it. */
function requireNoRollout(
  rollout: RolloutMark | undefined,
  { deployment, exposure }: ProvisionRequest,
): void {
  if (rollout && (deployment || exposure)) {
    throw new ConflictError(
      `${deployment ? 'deployment' : 'exposure'}: predictor ${rollout.candidate} is under way beside ${rollout.stable}. Promote or abort it first (seldon:model:promote, seldon:model:abort)`,
    );
  }
}
