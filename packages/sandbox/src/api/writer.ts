import type { Admission } from './admission';
import type { KubeObject } from './Cluster';
import {
  alreadyExists,
  badRequest,
  failure,
  forbidden,
  invalid,
  notFound,
} from './errors';
import { trackUpdate } from './fields/managedFields';
import { copyJson, sameJson } from './json';
import { generatedName, labelErrors, nameErrors } from './names';
import {
  storageVersion,
  type Registry,
  type ResourceDefinition,
} from './resources';
import type { Store } from './store';
import { pruned } from './structure';
import { timestamp } from './timestamp';
import {
  checkPreconditions,
  desired,
  dropEmptyMetadata,
  isFinished,
  isNamespace,
  requireSameIdentity,
  withSystemMetadata,
  type DeleteOptions,
} from './writeRules';

export interface ObjectKey {
  namespace?: string;
  name: string;
}

export interface WriteContext {
  /** Whose write this is, in `managedFields`. */
  manager: string;
  subresource?: 'status' | 'scale';
  /** The version the client spoke, when it is not the stored one. */
  apiVersion?: string;
  /** Ownership was settled by server-side apply and stands in the object. */
  applied?: boolean;
  dryRun?: boolean;
  /** What webhooks make of the object once its defaults are filled in. */
  amend?: (object: KubeObject) => KubeObject;
}

export interface WriterOptions {
  registry: Registry;
  store: Store;
  admission: Admission;
  now: () => Date;
  newUid: () => string;
}

const finalizerOf: Record<string, string | undefined> = {
  Foreground: 'foregroundDeletion',
  Orphan: 'orphan',
};

const amended = (
  of: ResourceDefinition,
  object: KubeObject,
  { amend }: WriteContext,
) => (amend ? pruned(copyJson(amend(object)), of.structure) : object);

/** The one way into the store: admission, system fields, versions and deletion, for every client alike. */
export class Writer {
  constructor(private readonly options: WriterOptions) {}

  create(
    of: ResourceDefinition,
    input: KubeObject,
    context: WriteContext,
  ): KubeObject {
    const { store, admission, now, newUid } = this.options;
    const given = pruned(copyJson(input), of.structure);
    const { metadata } = given;
    if (metadata.resourceVersion) {
      throw failure(
        500,
        '',
        'resourceVersion should not be set on objects to be created',
      );
    }
    given.apiVersion = storageVersion(of);
    metadata.uid = newUid();
    metadata.name ||= metadata.generateName
      ? generatedName(String(metadata.generateName), metadata.uid)
      : '';
    metadata.creationTimestamp = timestamp(now());
    if (of.hasGeneration) metadata.generation = 1;
    else delete metadata.generation;
    delete metadata.deletionTimestamp;
    if (!context.applied) delete metadata.managedFields;
    if (of.hasStatus) delete given.status;
    this.requireNamespace(of, given);
    admission.setDefaults(of, given);
    const object = amended(of, given, context);
    this.checkMetadata(of, object);
    admission.validate(of, object);
    if (store.get(of, object.metadata)) {
      throw alreadyExists(of, object.metadata.name);
    }
    this.trackOwnership(of, undefined, object, context);
    return context.dryRun ? object : store.commit(of, undefined, object);
  }

  /**
   * Stores what `change` makes of the object, which it must not modify. A change that changes nothing
   * keeps the version.
   */
  update(
    of: ResourceDefinition,
    key: ObjectKey,
    change: (live: KubeObject) => KubeObject,
    context: WriteContext,
  ): KubeObject {
    const { store, admission } = this.options;
    const live = this.require(of, key);
    const asked = pruned(copyJson(change(live)), of.structure);
    requireSameIdentity(of, live, asked);
    let next = this.merge(of, live, asked, context);
    if (context.subresource !== 'status') {
      admission.setDefaults(of, next);
      next = amended(of, next, context);
      this.checkMetadata(of, next);
      admission.validate(of, next, live);
    }
    if (sameJson(live, next)) return live;
    this.trackOwnership(of, live, next, context);
    if (of.hasGeneration && !sameJson(desired(live), desired(next))) {
      next.metadata.generation = (live.metadata.generation ?? 0) + 1;
    }
    if (context.dryRun) return next;
    return isFinished(of, next)
      ? store.commit(of, live, undefined)
      : store.commit(of, live, next);
  }

  delete(
    of: ResourceDefinition,
    key: ObjectKey,
    options: DeleteOptions = {},
  ): KubeObject {
    const { store } = this.options;
    const live = this.require(of, key);
    checkPreconditions(of, live, options);
    if (options.dryRun) return live;
    const next = this.terminating(of, live, options);
    if (isFinished(of, next)) return store.commit(of, live, undefined);
    return sameJson(live, next) ? live : store.commit(of, live, next);
  }

  /** Removes a namespace that has nothing left in it. */
  finishNamespace(of: ResourceDefinition, live: KubeObject) {
    this.options.store.commit(of, live, undefined);
  }

  private require(of: ResourceDefinition, key: ObjectKey): KubeObject {
    const live = this.options.store.get(of, key);
    if (!live) throw notFound(of, key.name);
    return live;
  }

  private merge(
    of: ResourceDefinition,
    live: KubeObject,
    asked: KubeObject,
    { subresource }: WriteContext,
  ): KubeObject {
    const managedFields =
      asked.metadata.managedFields ?? live.metadata.managedFields;
    const owned = managedFields !== undefined && { managedFields };
    const { status } = asked;
    if (subresource === 'status') {
      const { status: _old, ...rest } = live;
      return {
        ...rest,
        metadata: { ...live.metadata, ...owned },
        ...(status !== undefined && { status }),
      };
    }
    const next: KubeObject = {
      ...asked,
      apiVersion: live.apiVersion,
      kind: live.kind,
      metadata: { ...withSystemMetadata(asked, live), ...owned },
    };
    if (of.hasStatus) {
      if (live.status === undefined) delete next.status;
      else next.status = copyJson(live.status);
    }
    return next;
  }

  private trackOwnership(
    of: ResourceDefinition,
    before: KubeObject | undefined,
    after: KubeObject,
    { applied, manager, subresource, apiVersion }: WriteContext,
  ) {
    if (applied) return;
    trackUpdate({
      before,
      after,
      schema: of.schema,
      by: {
        manager,
        operation: 'Update',
        apiVersion: apiVersion ?? storageVersion(of),
        ...(subresource && { subresource }),
      },
      time: timestamp(this.options.now()),
    });
  }

  private terminating(
    of: ResourceDefinition,
    live: KubeObject,
    { propagation = 'Background' }: DeleteOptions,
  ): KubeObject {
    const finalizer = finalizerOf[propagation];
    const present = live.metadata.finalizers ?? [];
    const finalizers =
      finalizer && !present.includes(finalizer)
        ? [...present, finalizer]
        : present;
    const next: KubeObject = copyJson({
      ...live,
      metadata: {
        ...live.metadata,
        ...(finalizers.length > 0 && { finalizers }),
        deletionTimestamp:
          live.metadata.deletionTimestamp ?? timestamp(this.options.now()),
        deletionGracePeriodSeconds: 0,
        ...(of.hasGeneration &&
          !live.metadata.deletionTimestamp && {
            generation: (live.metadata.generation ?? 0) + 1,
          }),
      },
    });
    if (isNamespace(of)) next.status = { ...next.status, phase: 'Terminating' };
    return next;
  }

  private requireNamespace(of: ResourceDefinition, object: KubeObject) {
    const { metadata } = object;
    if (!of.namespaced) {
      delete metadata.namespace;
      return;
    }
    if (!metadata.namespace) {
      throw badRequest('an empty namespace may not be set during creation');
    }
    const namespaces = this.options.registry.get({
      group: '',
      resource: 'namespaces',
    });
    const found = this.options.store.get(namespaces, {
      name: metadata.namespace,
    });
    if (!found) throw notFound(namespaces, metadata.namespace);
    if (found.metadata.deletionTimestamp) {
      throw forbidden(
        of,
        metadata.name,
        `unable to create new content in namespace ${metadata.namespace} because it is being terminated`,
      );
    }
  }

  private checkMetadata(of: ResourceDefinition, object: KubeObject) {
    dropEmptyMetadata(object);
    const { name, labels } = object.metadata;
    const errors = [...nameErrors(of, name), ...labelErrors(labels)];
    if (errors.length > 0) throw invalid(of, name, errors);
  }
}
