import { InputError } from '@backstage/errors';
import {
  labelsOf,
  modelEntity,
  modelManifests,
  modelProvisionPermission,
  ONLY_CLUSTER,
  type ClusterApis,
  type EntityDefaults,
  type ModelRef,
  type RenderRequest,
  type RenderResult,
} from 'backstage-plugin-ml-monitoring-common';
import type { Clusters } from '../cluster';
import type { ProvisioningConfig } from '../config';
import { modelNotAllowed, type ModelAccess } from '../permissions';
import type { Audit, Caller } from './Audit';
import { requireAllowedRequest, requireWithinLimits } from './guardrails';

/**
 * Renders what applying a request would send, for a repository. Asks no cluster: it may not be there yet, or be out of reach.
 * So everything that is otherwise found out there must be said in the request.
 */
export class ModelRenderer {
  constructor(
    private readonly options: {
      clusters: Clusters;
      config: ProvisioningConfig;
      entity: EntityDefaults;
      access: ModelAccess;
      audit: Audit;
    },
  ) {}

  async render(request: RenderRequest, caller: Caller): Promise<RenderResult> {
    const { cluster, namespace, name } = request;
    return this.options.audit.record(
      'model-render',
      { cluster, namespace, name },
      caller,
      async note => {
        const { access, config, entity } = this.options;
        const decision = await access.decide(
          modelProvisionPermission,
          caller.credentials,
        );
        const ref = {
          cluster: await this.nameOf(cluster, caller),
          namespace,
          name,
        };
        note({ model: ref });
        const { grafanaOperator, ...rest } = request;
        const asked = { ...rest, ...ref };
        const { deployment, monitoring } = asked;
        if (!deployment) {
          throw new InputError(
            'deployment: is required: a rendering does not look at what runs (got none)',
          );
        }
        const wanted = {
          ref,
          labels: labelsOf(ref),
          owner: deployment.owner,
        };
        if (!decision.allows(wanted)) {
          throw modelNotAllowed(modelProvisionPermission, wanted);
        }
        requireAllowedRequest(asked, config);
        const { manifests, warnings } = modelManifests({
          request: asked,
          apis: apisOf(request),
          settings: config,
        });
        requireWithinLimits(asked, manifests, config);
        return {
          ref,
          manifests: manifests.map(manifest => ({ ...manifest })),
          entity: {
            ...modelEntity(
              {
                ref,
                ownership: deployment,
                slo: deployment.slo ?? monitoring?.slo,
                runbook: deployment.runbook ?? monitoring?.runbook,
              },
              entity,
            ),
          },
          warnings,
        };
      },
    );
  }

  /** The real name is part of labels. The portal knows it without asking the cluster. */
  private async nameOf(
    cluster: ModelRef['cluster'],
    { signal }: Caller,
  ): Promise<string> {
    return cluster === ONLY_CLUSTER
      ? this.options.clusters.resolve(cluster, { signal })
      : cluster;
  }
}

/** As if the cluster served just what the request names. */
function apisOf({
  exposure,
  monitoring,
  grafanaOperator,
}: RenderRequest): ClusterApis {
  if (exposure?.kind === 'auto') {
    throw new InputError(
      'exposure.kind: must be one of none, route, ingress, gateway: without asking the cluster nobody knows what it has (got auto)',
    );
  }
  if ((monitoring?.dashboard || monitoring?.dataSource) && !grafanaOperator) {
    throw new InputError(
      'grafanaOperator: must be v4 or v5 where a dashboard or data source is asked for (got none)',
    );
  }
  return {
    route: exposure?.kind === 'route',
    ingress: exposure?.kind === 'ingress',
    gateway: exposure?.kind === 'gateway',
    // Nothing is known of other monitors, so `auto` is a ServiceMonitor.
    serviceMonitor: true,
    podMonitor: true,
    prometheusRule: true,
    grafanaV4: grafanaOperator === 'v4',
    grafanaV5: grafanaOperator === 'v5',
  };
}
