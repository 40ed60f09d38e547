import type { KubeObject } from '../../api/Cluster';
import type { Clock } from '../../clock';
import {
  conditionOf,
  withCondition,
  type Condition,
} from '../runtime/conditions';
import type { OperatorContext } from './defaults';
import { protocolFamily } from './predictorServers';
import type { RenderedPredictor } from './render';
import type { SeldonDeployment } from './types';

/** What the operator found when it looked for what it had made. */
export interface Observed {
  predictors: RenderedPredictor[];
  /** By name; absent when there is none yet. */
  deployments: Map<string, KubeObject>;
  services: Set<string>;
}

type ConditionType =
  | 'AmbassadorMappingsReady'
  | 'DeploymentsReady'
  | 'HpasReady'
  | 'KedaReady'
  | 'PdbsReady'
  | 'ServicesReady'
  | 'istioVirtualServicesReady';

type Dependent = Omit<Condition, 'type'> & { type: ConditionType };

const isReady = (deployment: KubeObject | undefined) =>
  (deployment?.status?.readyReplicas ?? 0) > 0 &&
  (deployment?.status?.unavailableReplicas ?? 0) === 0;

const isStuck = (deployment: KubeObject | undefined) =>
  conditionOf(deployment, 'Progressing')?.status === 'False' &&
  conditionOf(deployment, 'Available')?.status === 'False';

const pluralReady = (
  wanted: number,
  type: ConditionType,
  texts: { none: string; all: string },
): Dependent => ({
  type,
  status: 'True',
  reason: wanted === 0 ? texts.none : texts.all,
});

function dependents({
  predictors,
  deployments,
  services,
}: Observed): Dependent[] {
  const names = predictors.flatMap(part =>
    part.deployments.map(({ metadata }) => metadata.name),
  );
  const wantedServices = predictors.flatMap(part =>
    part.services.map(({ metadata }) => metadata.name),
  );
  // The Deployment's own condition is passed on, that of the first one which is not available.
  const available = names
    .map(name => conditionOf(deployments.get(name), 'Available'))
    .sort(
      (a, b) => Number(a?.status === 'True') - Number(b?.status === 'True'),
    );
  const allServices = wantedServices.every(name => services.has(name));
  return [
    {
      type: 'AmbassadorMappingsReady',
      status: 'True',
      reason: 'No Ambassador Mappaings defined',
    },
    available[0]
      ? {
          type: 'DeploymentsReady',
          status: available[0].status,
          reason: available[0].reason,
          message: available[0].message,
        }
      : { type: 'DeploymentsReady', status: 'Unknown' },
    pluralReady(
      predictors.flatMap(part => part.autoscalers).length,
      'HpasReady',
      { none: 'No HPAs defined', all: 'All HPAs resources ready' },
    ),
    { type: 'KedaReady', status: 'True', reason: 'No KEDA resources defined' },
    pluralReady(
      predictors.flatMap(part => part.disruptionBudgets).length,
      'PdbsReady',
      { none: 'No PDBs defined', all: 'All PDBs resources ready' },
    ),
    {
      type: 'ServicesReady',
      status: allServices ? 'True' : 'False',
      reason: allServices ? 'All services created' : 'Not all services created',
    },
    {
      type: 'istioVirtualServicesReady',
      status: 'True',
      reason: 'No VirtualServices defined',
    },
  ];
}

/** `Ready` lives as long as all others do, and takes its words from the first that does not. */
function ready(parts: Dependent[]): Condition {
  const bad =
    parts.find(({ status }) => status === 'False') ??
    parts.find(({ status }) => status === 'Unknown');
  return bad
    ? {
        type: 'Ready',
        status: bad.status,
        reason: bad.reason,
        message: bad.message,
      }
    : { type: 'Ready', status: 'True' };
}

function state(observed: Observed, { version }: OperatorContext) {
  const deployments = observed.predictors
    .flatMap(part => part.deployments)
    .map(({ metadata }) => observed.deployments.get(metadata.name));
  const services = observed.predictors.flatMap(part => part.services);
  if (
    deployments.every(isReady) &&
    services.every(({ metadata }) => observed.services.has(metadata.name))
  ) {
    return { state: 'Available' };
  }
  const firstUnready = deployments.find(deployment => !isReady(deployment));
  return version !== '1.2' && isStuck(firstUnready)
    ? {
        state: 'Failed',
        description: 'Deployment is no longer progressing and not available.',
      }
    : { state: 'Creating' };
}

function address(sdep: SeldonDeployment, [first]: RenderedPredictor[]) {
  if (!first || sdep.spec.transport === 'grpc') {
    return {};
  }
  const [service] = first.services;
  const { name, namespace } = service.metadata;
  const [{ port }] = service.spec.ports;
  const graph = sdep.spec.predictors![0].graph.name;
  const path = {
    seldon: '/api/v1.0/predictions',
    tensorflow: `/v1/models/${graph}:predict`,
    v2: `/v2/models/${graph}/infer`,
  }[protocolFamily(sdep.spec.protocol)];
  return {
    address: {
      url: `http://${name}.${namespace}.svc.cluster.local:${port}${path}`,
    },
  };
}

function serviceStatus({ predictors, services }: Observed) {
  return Object.fromEntries(
    predictors
      .flatMap(part => part.services)
      .filter(({ metadata }) => services.has(metadata.name))
      .map(({ metadata, spec }) => {
        const endpoint = (wanted: string) =>
          spec.ports
            .filter((port: { name: string }) => port.name === wanted)
            .map(
              (port: { port: number }) =>
                `${metadata.name}.${metadata.namespace}:${port.port}`,
            )[0];
        return [
          metadata.name,
          {
            svcName: metadata.name,
            httpEndpoint: endpoint('http'),
            grpcEndpoint: endpoint('grpc') ?? endpoint('http2'),
          },
        ];
      }),
  );
}

/** The status of a SeldonDeployment whose objects could be made. */
export function seldonStatus(
  sdep: SeldonDeployment,
  observed: Observed,
  context: OperatorContext & { clock: Clock },
): object {
  const deployments = [...observed.deployments.values()];
  const first = observed.predictors[0]?.deployments[0]?.metadata.name;
  return {
    ...state(observed, context),
    ...address(sdep, observed.predictors),
    deploymentStatus: Object.fromEntries(
      deployments.map(({ metadata, status }) => [
        metadata.name,
        {
          replicas: status?.replicas ?? 0,
          availableReplicas: status?.availableReplicas ?? 0,
        },
      ]),
    ),
    serviceStatus: serviceStatus(observed),
    replicas: observed.deployments.get(first ?? '')?.status?.replicas ?? 0,
    // Since 1.11.
    ...(context.version !== '1.2' && {
      conditions: conditions(sdep, observed, context.clock),
    }),
  };
}

function conditions(sdep: SeldonDeployment, observed: Observed, clock: Clock) {
  const found = dependents(observed);
  return [...found, ready(found)]
    .sort((a, b) => (a.type < b.type ? -1 : 1))
    .reduce<Condition[]>(
      (list, condition) => withCondition(list, condition, clock),
      sdep.status?.conditions ?? [],
    );
}
