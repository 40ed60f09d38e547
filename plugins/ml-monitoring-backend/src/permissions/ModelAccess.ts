import type {
  BackstageCredentials,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  AuthorizeResult,
  type PolicyDecision,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import {
  modelReadPermission,
  stringifyModelRef,
  type ClusterFacts,
  type ModelRef,
  type RESOURCE_TYPE_ML_MODEL,
} from 'backstage-plugin-ml-monitoring-common';
import { mlModelResourceRef, type MlModelResource } from './resource';

type ModelPermission = ResourcePermission<typeof RESOURCE_TYPE_ML_MODEL>;

/** A decision about a permission, to be applied to as many models as need be. */
export interface ModelDecision {
  /** True when it holds for every model, so that none need be read to tell. */
  unconditional: boolean;
  allows(model: MlModelResource): boolean;
}

/** Decides who may do what with which model. Throws for what is not allowed. */
export class ModelAccess {
  static create(options: {
    permissions: PermissionsService;
    permissionsRegistry: PermissionsRegistryService;
  }): ModelAccess {
    const authorizer = createConditionAuthorizer(
      options.permissionsRegistry.getPermissionRuleset(mlModelResourceRef),
    );
    return new ModelAccess(options.permissions, authorizer);
  }

  private constructor(
    private readonly permissions: PermissionsService,
    private readonly applies: (
      decision: PolicyDecision,
      model: MlModelResource,
    ) => boolean,
  ) {}

  /** @throws NotAllowedError when no model at all is allowed. */
  async decide(
    permission: ModelPermission,
    credentials: BackstageCredentials,
  ): Promise<ModelDecision> {
    const [decision] = await this.permissions.authorizeConditional(
      [{ permission }],
      { credentials },
    );
    if (decision.result === AuthorizeResult.DENY) {
      throw new NotAllowedError(
        `You need the permission ${permission.name}; ask the platform team for it`,
      );
    }
    return {
      unconditional: decision.result === AuthorizeResult.ALLOW,
      allows: model => this.applies(decision, model),
    };
  }
}

/** @throws NotFoundError, as if the model were not there, when it may not be read. */
export function requireReadable(
  decision: ModelDecision,
  facts: ClusterFacts,
): void {
  if (!decision.allows(resourceOf(facts))) {
    throw modelNotFound(facts.model.ref);
  }
}

/** @throws NotAllowedError when the decision does not allow the model. */
export function requireAllowed(
  decision: ModelDecision,
  permission: ModelPermission,
  model: MlModelResource,
): void {
  if (!decision.allows(model)) {
    throw new NotAllowedError(
      `You may not use the permission ${permission.name} on model ${stringifyModelRef(model.ref)}` +
        `${model.owner ? `, which belongs to ${model.owner}` : ', which has no owner'}`,
    );
  }
}

/** The one wording for a model that is not there or that the caller may not read. */
export function modelNotFound(ref: ModelRef): NotFoundError {
  return new NotFoundError(
    `There is no model ${stringifyModelRef(ref)}, or you may not see it (${modelReadPermission.name})`,
  );
}

export function resourceOf(facts: ClusterFacts): MlModelResource {
  return {
    ref: facts.model.ref,
    labels: { ...facts.namespaceLabels, ...facts.model.labels },
    owner: facts.model.ownership.owner,
  };
}
