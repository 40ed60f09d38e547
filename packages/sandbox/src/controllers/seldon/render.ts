import type { KubeObject } from '../../api/Cluster';
import { containerService, predictorService } from './services';
import {
  ENGINE,
  PROMETHEUS_PATH,
  engineContainer,
  modelPodSpec,
} from './containers';
import {
  SEPARATE_POD,
  defaultedPredictors,
  type DefaultedPredictor,
  type OperatorContext,
} from './defaults';
import { seldonNames } from './names';
import {
  unitsOf,
  type ComponentSpec,
  type GraphUnit,
  type PodSpec,
  type SeldonDeployment,
} from './types';

export interface RenderedPredictor {
  name: string;
  /** The predictor Service comes first. */
  services: KubeObject[];
  deployments: KubeObject[];
  autoscalers: KubeObject[];
  disruptionBudgets: KubeObject[];
}

const TYPE_LABEL: Record<string, string> = {
  MODEL: 'model',
  ROUTER: 'router',
  COMBINER: 'combiner',
  TRANSFORMER: 'transformer',
  OUTPUT_TRANSFORMER: 'output-transformer',
};

export const noEngine = (predictor: DefaultedPredictor) =>
  'seldon.io/no-engine' in (predictor.annotations ?? {});

/** `seldon.io/model: "true"`; version 1.2 wrote `model: "true"`. */
export function typeLabels(
  units: GraphUnit[],
  { version }: OperatorContext,
): Record<string, string> {
  return Object.fromEntries(
    units.flatMap(({ type }) => {
      const label = TYPE_LABEL[type ?? ''];
      if (!label) {
        return [];
      }
      return [[version === '1.2' ? label : `seldon.io/${label}`, 'true']];
    }),
  );
}

/** Everything the operator makes of a SeldonDeployment, in the order of its predictors. */
export function renderSeldonDeployment(
  sdep: SeldonDeployment,
  context: OperatorContext,
): RenderedPredictor[] {
  return defaultedPredictors(sdep, context).map(predictor =>
    renderPredictor(sdep, predictor, context),
  );
}

function renderPredictor(
  sdep: SeldonDeployment,
  predictor: DefaultedPredictor,
  context: OperatorContext,
): RenderedPredictor {
  const units = unitsOf(predictor.graph);
  const parts = predictor.componentSpecs.map((componentSpec, index) =>
    renderComponent({ sdep, predictor, componentSpec, index, units, context }),
  );
  const separate =
    sdep.spec.annotations?.[SEPARATE_POD] === 'true' && !noEngine(predictor);
  return {
    name: predictor.name,
    services: [
      predictorService(sdep, predictor, context),
      ...parts.flatMap(part => part.services),
    ],
    deployments: [
      ...parts.map(part => part.deployment),
      ...(separate ? [orchestrator(sdep, predictor, context)] : []),
    ],
    autoscalers: parts.flatMap(part => part.autoscalers),
    disruptionBudgets: parts.flatMap(part => part.disruptionBudgets),
  };
}

interface Component {
  sdep: SeldonDeployment;
  predictor: DefaultedPredictor;
  componentSpec: ComponentSpec;
  index: number;
  units: GraphUnit[];
  context: OperatorContext;
}

function renderComponent(component: Component) {
  const { sdep, predictor, componentSpec, index, units, context } = component;
  const containers = componentSpec.spec.containers ?? [];
  const name = seldonNames.deployment({
    deployment: sdep.metadata.name,
    predictor: predictor.name,
    componentSpecIndex: index,
    componentSpecName: componentSpec.metadata?.name,
    containers: containers.map(container => container.name),
  });
  const own = units.filter(unit =>
    containers.some(container => container.name === unit.name),
  );
  const separate = sdep.spec.annotations?.[SEPARATE_POD] === 'true';
  const holdsEngine = index === 0 && !separate && !noEngine(predictor);
  const services = own.map(unit =>
    containerService(
      sdep,
      predictor,
      containers.find(container => container.name === unit.name)!,
      { ...context, typeLabels: typeLabels([unit], context) },
    ),
  );
  const serviceLabels = Object.fromEntries(
    own.map(unit => [
      context.version === '1.2'
        ? 'seldon-app-svc'
        : `seldon-app-svc-${unit.name}`,
      seldonNames.containerService(
        sdep.metadata.name,
        predictor.name,
        unit.name,
      ),
    ]),
  );
  const podSpec = modelPodSpec(
    sdep,
    predictor,
    componentSpec.spec,
    own,
    context,
  );
  if (holdsEngine) {
    podSpec.containers = [
      ...(podSpec.containers ?? []),
      engineContainer(sdep, predictor, context),
    ];
  }
  const deployment = deploymentObject(sdep, predictor, {
    name,
    podSpec,
    replicas: componentSpec.hpaSpec
      ? (componentSpec.hpaSpec.minReplicas ?? 1)
      : (componentSpec.replicas ??
        predictor.replicas ??
        sdep.spec.replicas ??
        1),
    labels: {
      ...componentSpec.metadata?.labels,
      ...typeLabels(own, context),
      ...serviceLabels,
      ...(holdsEngine || noEngine(predictor)
        ? {
            'seldon-app': predictorService(sdep, predictor, context).metadata
              .name,
          }
        : {}),
    },
    annotations: componentSpec.metadata?.annotations,
  });
  return {
    services,
    deployment,
    autoscalers: componentSpec.hpaSpec
      ? [autoscaler(deployment, componentSpec.hpaSpec)]
      : [],
    disruptionBudgets: componentSpec.pdbSpec
      ? [disruptionBudget(deployment, componentSpec.pdbSpec)]
      : [],
  };
}

function orchestrator(
  sdep: SeldonDeployment,
  predictor: DefaultedPredictor,
  context: OperatorContext,
) {
  const deployment = deploymentObject(sdep, predictor, {
    name: seldonNames.orchestrator(sdep.metadata.name, predictor.name),
    podSpec: { containers: [engineContainer(sdep, predictor, context)] },
    replicas:
      predictor.svcOrchSpec?.replicas ??
      predictor.replicas ??
      sdep.spec.replicas ??
      1,
    labels: {
      'seldon-app': predictorService(sdep, predictor, context).metadata.name,
    },
  });
  deployment.metadata.labels = {
    ...deployment.metadata.labels,
    'seldon-deployment-contains-svcorch': 'true',
  };
  return deployment;
}

function deploymentObject(
  sdep: SeldonDeployment,
  predictor: DefaultedPredictor,
  options: {
    name: string;
    podSpec: PodSpec;
    replicas: number;
    labels: Record<string, string>;
    annotations?: Record<string, string>;
  },
): KubeObject {
  const { name, podSpec, replicas } = options;
  const identity = {
    'seldon-deployment-id': seldonNames.id(sdep.metadata.name),
    app: name,
  };
  const labels = {
    ...predictor.labels,
    ...options.labels,
    ...identity,
    fluentd: 'true',
    'app.kubernetes.io/managed-by': 'seldon-core',
    ...(predictor.shadow && { 'seldon.io/shadow': 'true' }),
  };
  const annotations = {
    ...predictor.annotations,
    ...options.annotations,
    'prometheus.io/scrape': 'true',
    'prometheus.io/path': PROMETHEUS_PATH,
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name,
      namespace: sdep.metadata.namespace,
      labels,
      annotations: { ...predictor.annotations },
    },
    spec: {
      replicas,
      selector: { matchLabels: identity },
      strategy: {
        type: 'RollingUpdate',
        rollingUpdate: { maxUnavailable: '10%', maxSurge: '25%' },
      },
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: predictor.progressDeadlineSeconds ?? 600,
      template: {
        metadata: { labels, annotations },
        spec: {
          restartPolicy: 'Always',
          dnsPolicy: 'ClusterFirst',
          schedulerName: 'default-scheduler',
          securityContext: {},
          terminationGracePeriodSeconds: 20,
          ...podSpec,
        },
      },
    },
  };
}

function autoscaler(
  { metadata }: KubeObject,
  hpaSpec: NonNullable<ComponentSpec['hpaSpec']>,
): KubeObject {
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: {
      name: metadata.name,
      namespace: metadata.namespace,
      labels: metadata.labels,
    },
    spec: {
      scaleTargetRef: {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        name: metadata.name,
      },
      minReplicas: hpaSpec.minReplicas ?? 1,
      maxReplicas: hpaSpec.maxReplicas,
      metrics: hpaSpec.metricsv2 ?? (hpaSpec.metrics ?? []).map(currentMetric),
    },
  };
}

/** `v2beta1` said `targetAverageUtilization` where `v2` says `target`. */
function currentMetric(metric: any) {
  const { name, targetAverageUtilization, targetAverageValue } =
    metric.resource ?? {};
  if (!name) {
    return metric;
  }
  const target =
    targetAverageUtilization === undefined
      ? { type: 'AverageValue', averageValue: targetAverageValue }
      : { type: 'Utilization', averageUtilization: targetAverageUtilization };
  return { type: 'Resource', resource: { name, target } };
}

function disruptionBudget(
  { metadata, spec }: KubeObject,
  pdbSpec: NonNullable<ComponentSpec['pdbSpec']>,
): KubeObject {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: {
      name: metadata.name,
      namespace: metadata.namespace,
      labels: metadata.labels,
    },
    spec: { selector: spec.selector, ...pdbSpec },
  };
}

/** Whether its containers include an engine: what receives the predictions. */
export const hasEngine = (deployment: KubeObject) =>
  deployment.spec.template.spec.containers.some(
    (container: { name: string }) => container.name === ENGINE,
  );
