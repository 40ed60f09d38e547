import type {
  BackstageCredentials,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  AuthorizeResult,
  type PolicyDecision,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import {
  clusterReadPermission,
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
    const decision = await this.ask(permission, credentials);
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

  /**
   * @throws NotAllowedError when the decision does not allow a model that is there
   * @throws NotFoundError instead, as if it were not there, for who may not read it either
   */
  async requireAllowed(
    decision: ModelDecision,
    permission: ModelPermission,
    model: MlModelResource,
    credentials: BackstageCredentials,
  ): Promise<void> {
    if (decision.allows(model)) {
      return;
    }
    throw (await this.mayRead(model, credentials))
      ? modelNotAllowed(permission, model)
      : modelNotFound(model.ref);
  }

  /** @throws NotAllowedError without the permission to see clusters. */
  async mayReadCluster(credentials: BackstageCredentials): Promise<boolean> {
    const [{ result }] = await this.permissions.authorize(
      [{ permission: clusterReadPermission }],
      { credentials },
    );
    return result === AuthorizeResult.ALLOW;
  }

  async requireClusterRead(credentials: BackstageCredentials): Promise<void> {
    if (!(await this.mayReadCluster(credentials))) {
      throw new NotAllowedError(
        `You need the permission ${clusterReadPermission.name}; ask the platform team for it`,
      );
    }
  }

  mayRead(
    model: MlModelResource,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    return this.may(modelReadPermission, model, credentials);
  }

  async may(
    permission: ModelPermission,
    model: MlModelResource,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const decision = await this.ask(permission, credentials);
    return (
      decision.result !== AuthorizeResult.DENY && this.applies(decision, model)
    );
  }

  private async ask(
    permission: ModelPermission,
    credentials: BackstageCredentials,
  ): Promise<PolicyDecision> {
    const [decision] = await this.permissions.authorizeConditional(
      [{ permission }],
      { credentials },
    );
    return decision;
  }
}

/** Whether a decision allows the model. What could not be read could not be judged, so that it is not allowed. */
export function isAllowed(
  decision: ModelDecision,
  facts: ClusterFacts,
): boolean {
  return (
    decision.unconditional ||
    (facts.namespaceLabels !== undefined && decision.allows(resourceOf(facts)))
  );
}

/**
 * @throws NotFoundError, as if the model were not there, when it may not be read
 * @throws ServiceUnavailableError when what decides about that could not be read
 */
export function requireReadable(
  decision: ModelDecision,
  facts: ClusterFacts,
): void {
  requireJudgeable(decision, facts);
  if (!isAllowed(decision, facts)) {
    throw modelNotFound(facts.model.ref);
  }
}

/** @throws ServiceUnavailableError when what decides about the model could not be read */
export function requireJudgeable(
  decision: ModelDecision,
  { model, namespaceLabels }: ClusterFacts,
): void {
  if (!decision.unconditional && namespaceLabels === undefined) {
    const { cluster, namespace } = model.ref;
    throw new ServiceUnavailableError(
      `Namespace ${namespace} of cluster ${cluster} could not be read, and what you may do there depends on its labels and owner. Try again`,
    );
  }
}

/** For a model whose owner the caller knows or named. */
export function modelNotAllowed(
  permission: ModelPermission,
  { ref, owner }: MlModelResource,
): NotAllowedError {
  return new NotAllowedError(
    `You may not use the permission ${permission.name} on model ${stringifyModelRef(ref)}, ` +
      `which ${owner ? `belongs to ${owner}` : 'has no owner'}`,
  );
}

/** Under a condition a model that is not there must look like one that may not be read. */
export function hidingAbsence(
  error: unknown,
  decision: ModelDecision,
  ref: ModelRef,
): unknown {
  return (error as Error).name === 'NotFoundError' && !decision.unconditional
    ? modelNotFound(ref)
    : error;
}

/** The one wording for a model that is not there or that the caller may not read. */
function modelNotFound(ref: ModelRef): NotFoundError {
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
