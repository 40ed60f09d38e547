import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  labelsOf,
  MODEL_NOT_DEPLOYED,
  modelEntityName,
  modelManifests,
  modelProvisionPermission,
  SELDON_API_VERSION,
  stringifyModelRef,
  type Manifest,
  type ModelRef,
  type Plan,
  type ProvisionRequest,
  type ProvisionResult,
} from 'backstage-plugin-ml-monitoring-common';
import {
  readClusterApis,
  together,
  urlOf,
  type Clusters,
  type KubeClient,
} from '../cluster';
import type { ProvisioningConfig } from '../config';
import {
  modelNotAllowed,
  type MlModelResource,
  type ModelAccess,
} from '../permissions';
import type { Audit, Caller } from './Audit';
import { requireAllowedRequest, requireWithinLimits } from './guardrails';
import { identify, ManifestApplier, type Applied } from './ManifestApplier';
import { readSubject, requestedResource } from './Subject';

interface Prepared {
  ref: ModelRef;
  client: KubeClient;
  manifests: Manifest[];
  warnings: string[];
  dryRuns: Applied[];
  ownerUid?: string;
}

/** Brings a requested model about: authorise, check the limits, render, try all, apply, write down who did it. */
export class ModelProvisioner {
  constructor(
    private readonly options: {
      clusters: Clusters;
      config: ProvisioningConfig;
      access: ModelAccess;
      audit: Audit;
      /** Called after something was changed. */
      onChange: () => void;
    },
  ) {}

  async plan(request: ProvisionRequest, caller: Caller): Promise<Plan> {
    const { ref, manifests, warnings, dryRuns } = await this.prepare(
      request,
      caller,
    );
    return {
      ref,
      objects: manifests.map((manifest, index) => ({
        ...dryRuns[index].result,
        manifest: { ...manifest },
        changes: [],
        changesFrom: 'dry-run' as const,
      })),
      warnings,
      applicable: true,
    };
  }

  async provision(
    request: ProvisionRequest,
    caller: Caller,
  ): Promise<ProvisionResult> {
    const { cluster, namespace, name } = request;
    return this.options.audit.record(
      'model-provision',
      { cluster, namespace, name },
      caller,
      async note => {
        const prepared = await this.prepare(request, caller);
        note({ model: { ...prepared.ref } });
        caller.signal?.throwIfAborted();
        const applied: Applied[] = [];
        try {
          await this.applyAll(prepared, applied);
        } finally {
          note({ objects: applied.map(({ result }) => result) });
          this.options.onChange();
        }
        const url = urlOf(
          applied.map(({ object }) => object),
          this.options.config,
        );
        return {
          ref: prepared.ref,
          objects: applied.map(({ result }) => result),
          warnings: prepared.warnings,
          ...(url && { url }),
          entityRef: `component:default/${modelEntityName(prepared.ref)}`,
        };
      },
    );
  }

  /** Everything up to the first write: whatever is wrong is found out here. */
  private async prepare(
    request: ProvisionRequest,
    { credentials, signal }: Caller,
  ): Promise<Prepared> {
    const { clusters, access, config } = this.options;
    const decision = await access.decide(modelProvisionPermission, credentials);
    const cluster = await clusters.resolve(request.cluster, { signal });
    const resolved = { ...request, cluster };
    const { namespace, name } = request;
    const ref: ModelRef = { cluster, namespace, name };
    requireAllowedRequest(resolved, config);
    const client = await clusters.client(cluster);
    const [subject, apis] = await Promise.all([
      readSubject(client, ref, { signal }),
      readClusterApis(client, { signal }),
    ]);
    const { existing } = subject;
    const wanted = requestedResource(subject, resolved, labelsOf(ref));
    if (existing && !decision.allows(existing.resource)) {
      throw await this.refusal(existing.resource, !!wanted, credentials);
    }
    if (wanted && !decision.allows(wanted)) {
      throw modelNotAllowed(modelProvisionPermission, wanted);
    }
    if (!existing && !wanted) {
      throw notDeployed(ref);
    }
    const { manifests, warnings } = modelManifests({
      request: resolved,
      existing: existing?.shape,
      apis,
      settings: config,
    });
    requireWithinLimits(resolved, manifests, config);
    const owned = manifests.map(manifest =>
      ownedBy(manifest, ref, existing?.uid),
    );
    const applier = new ManifestApplier(client);
    const dryRuns = await together(signal, group =>
      Promise.all(
        owned.map(manifest =>
          applier.apply(manifest, { dryRun: true, signal: group }),
        ),
      ),
    );
    return {
      ref,
      client,
      manifests: owned,
      warnings,
      dryRuns,
      ownerUid: existing?.uid,
    };
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

  /** What has begun is carried through, though the caller may go away: half a model helps nobody. */
  private async applyAll(
    { ref, client, manifests, ownerUid }: Prepared,
    applied: Applied[],
  ): Promise<void> {
    const applier = new ManifestApplier(client);
    let uid = ownerUid;
    for (const manifest of manifests) {
      try {
        const done = await applier.apply(ownedBy(manifest, ref, uid), {
          dryRun: false,
        });
        applied.push(done);
        if (manifest.kind === 'SeldonDeployment') {
          uid = done.object.metadata.uid;
        }
      } catch (error) {
        throw tellingWhatStands(error as Error, manifest, applied);
      }
    }
  }
}

/** Deleting the model then takes the object with it. Without `blockOwnerDeletion`, which OpenShift wants a further right for. */
function ownedBy(
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

function notDeployed(ref: ModelRef): Error {
  return Object.assign(
    new NotFoundError(
      `There is no SeldonDeployment ${stringifyModelRef(ref)} to expose or monitor, or you may not see it. Deploy it first, or add "deployment" to the request`,
    ),
    { code: MODEL_NOT_DEPLOYED },
  );
}

function tellingWhatStands(
  error: Error,
  failed: Manifest,
  applied: Applied[],
): Error {
  const { kind, name } = identify(failed);
  const stands = applied.map(({ result }) => `${result.kind} ${result.name}`);
  error.message =
    `${kind} ${name} could not be applied: ${error.message}. ` +
    `${stands.length ? `Applied before it: ${stands.join(', ')}` : 'Nothing was applied'}. Send the same request again to go on`;
  return error;
}
