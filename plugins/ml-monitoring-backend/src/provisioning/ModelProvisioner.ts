import {
  modelEntityName,
  type ObjectResult,
  type Plan,
  type ProvisionRequest,
  type ProvisionResult,
} from 'backstage-plugin-ml-monitoring-common';
import { urlOf, type AnyObject } from '../cluster';
import type { ProvisioningConfig } from '../config';
import type { Audit, Caller } from './Audit';
import {
  ownedBy,
  refusalsOf,
  type ChangePreparer,
  type PreparedChange,
} from './ChangePreparer';
import { deletedResult, deleteMade } from './MadeObjects';
import { ManifestApplier } from './ManifestApplier';
import { errorOfRefusals } from './refusals';
import { runSteps, type Step } from './runSteps';
import { nameOf } from './Trial';

/** Brings a requested model about: prepare, apply if all would be taken, write down who did it. */
export class ModelProvisioner {
  constructor(
    private readonly options: {
      preparer: ChangePreparer;
      config: ProvisioningConfig;
      audit: Audit;
      /** Called after something was changed. */
      onChange: () => void;
    },
  ) {}

  async plan(request: ProvisionRequest, caller: Caller): Promise<Plan> {
    const change = await this.options.preparer.prepare(request, caller);
    return {
      ref: change.ref,
      objects: [...change.trials, ...change.removals].map(
        ({ planned }) => planned,
      ),
      warnings: change.warnings,
      applicable: !refusalsOf(change).length,
    };
  }

  async provision(
    request: ProvisionRequest,
    caller: Caller,
  ): Promise<ProvisionResult> {
    const { audit, preparer, config, onChange } = this.options;
    const { cluster, namespace, name } = request;
    return audit.record(
      'model-provision',
      { cluster, namespace, name },
      caller,
      async note => {
        const change = await preparer.prepare(request, caller);
        note({ model: { ...change.ref } });
        const refusals = refusalsOf(change);
        if (refusals.length) {
          const error = errorOfRefusals(refusals);
          error.message = `${error.message}. Nothing was applied`;
          throw error;
        }
        const objects: AnyObject[] = [];
        const done: ObjectResult[] = [];
        try {
          await runSteps(
            stepsOf(change, caller.signal, object => objects.push(object)),
            { done, signal: caller.signal },
          );
        } finally {
          note({ objects: done });
          if (done.length) {
            onChange();
          }
        }
        const url = urlOf(objects, config);
        return {
          ref: change.ref,
          objects: done,
          warnings: change.warnings,
          ...(url && { url }),
          entityRef: `component:default/${modelEntityName(change.ref)}`,
        };
      },
    );
  }
}

/** The SeldonDeployment comes first: what stands around it belongs to it. */
function stepsOf(
  { ref, client, trials, removals, ownerUid }: PreparedChange,
  patience: AbortSignal | undefined,
  onApplied: (object: AnyObject) => void,
): Step[] {
  const applier = new ManifestApplier(client);
  let uid = ownerUid;
  return [
    ...trials.map(trial => ({
      name: nameOf(trial.manifest),
      failure: 'could not be applied',
      run: async () => {
        const manifest = ownedBy(trial.manifest, ref, uid);
        const applied = await applier.apply({ ...trial, manifest }, patience);
        if (manifest.kind === 'SeldonDeployment') {
          uid = applied.object.metadata.uid;
        }
        onApplied(applied.object);
        return applied.result;
      },
    })),
    ...removals.map(({ object }) => ({
      name: `${object.kind} ${ref.namespace}/${object.metadata.name}`,
      failure: 'could not be deleted',
      run: async () => {
        await deleteMade(client, ref.namespace, object, { patience });
        return deletedResult(ref.namespace, object);
      },
    })),
  ];
}
