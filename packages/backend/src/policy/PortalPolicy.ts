import {
  AuthorizeResult,
  isPermission,
  isResourcePermission,
  type Permission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  createMlModelConditionalDecision,
  mlModelConditions,
} from 'backstage-plugin-ml-monitoring-backend';
import {
  clusterReadPermission,
  mlMonitoringPermissions,
  modelLogsPermission,
  modelReadPermission,
  RESOURCE_TYPE_ML_MODEL,
} from 'backstage-plugin-ml-monitoring-common';

const PLATFORM = 'group:default/platform';
const ML_ENGINEERS = 'group:default/ml-engineers';
const ON_CALL = 'group:default/on-call';

/** What on-call needs: to see everything and to change nothing. */
const READS: Permission[] = [
  modelReadPermission,
  modelLogsPermission,
  clusterReadPermission,
];

/** Would go past the model permissions: to any object of a cluster, with the portal's credential. */
const CLUSTER_PERMISSIONS = ['kubernetes.proxy'];

/** Shows pods, so it is for those who may see models. */
const CLUSTER_READS = ['kubernetes.resources.read', 'kubernetes.clusters.read'];

/**
 * Who may do what in the demo portal, by group. Platform engineers may do everything; ML engineers
 * see every model and change those their groups own, or that live in a namespace their groups own;
 * on-call sees everything; anyone else sees the catalog and no model.
 */
export class PortalPolicy implements PermissionPolicy {
  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const groups = user?.info.ownershipEntityRefs ?? [];
    if (groups.includes(PLATFORM)) {
      return { result: AuthorizeResult.ALLOW };
    }
    if (CLUSTER_PERMISSIONS.includes(permission.name)) {
      return { result: AuthorizeResult.DENY };
    }
    const seesModels = [ML_ENGINEERS, ON_CALL].some(g => groups.includes(g));
    if (CLUSTER_READS.includes(permission.name)) {
      return allowIf(seesModels);
    }
    if (!mlMonitoringPermissions.some(own => isPermission(permission, own))) {
      return { result: AuthorizeResult.ALLOW };
    }
    if (READS.some(read => isPermission(permission, read))) {
      return allowIf(seesModels);
    }
    if (
      groups.includes(ML_ENGINEERS) &&
      isResourcePermission(permission, RESOURCE_TYPE_ML_MODEL)
    ) {
      return createMlModelConditionalDecision(
        permission,
        mlModelConditions.isOwnedBy({ owners: groups }),
      );
    }
    return { result: AuthorizeResult.DENY };
  }
}

function allowIf(allowed: boolean): PolicyDecision {
  return { result: allowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY };
}
