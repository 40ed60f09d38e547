import type { KubeObject } from '../../api/Cluster';
import { containerService, predictorService } from './services';
import {
  ENGINE,
  PODINFO,
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
      predictorService(sdep, predictor, {
        ...context,
        // Without an engine it is the model's own.
        ...(noEngine(predictor) && {
          typeLabels: typeLabels(units, context),
        }),
      }),
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
    version: context.version,
    // How many is the autoscaler's business, which starts from one.
    replicas: componentSpec.hpaSpec
      ? 1
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
  if (holdsEngine && context.version !== '1.2') {
    deployment.metadata.labels = withOrchestrator(deployment.metadata.labels);
  }
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

const withOrchestrator = (labels: Record<string, string> = {}) => ({
  ...labels,
  'seldon-deployment-contains-svcorch': 'true',
});

/** The engine in a pod of its own: it is labelled with the predictor where all else has the model. */
function orchestrator(
  sdep: SeldonDeployment,
  predictor: DefaultedPredictor,
  context: OperatorContext,
) {
  const deployment = deploymentObject(sdep, predictor, {
    name: seldonNames.orchestrator(sdep.metadata.name, predictor.name),
    podSpec: {
      containers: [engineContainer(sdep, predictor, context)],
      volumes: [PODINFO.volume],
      serviceAccountName: 'default',
      serviceAccount: 'default',
    },
    version: context.version,
    replicas:
      predictor.svcOrchSpec?.replicas ??
      predictor.replicas ??
      sdep.spec.replicas ??
      1,
    labels: {
      'seldon-app': predictorService(sdep, predictor, context).metadata.name,
    },
  });
  const own = orchestratorLabels(sdep, predictor, deployment);
  deployment.metadata.labels = { ...withOrchestrator(own), fluentd: 'true' };
  deployment.spec.template.metadata = {
    labels: own,
    annotations: {
      ...predictor.annotations,
      'prometheus.io/scrape': 'true',
      'prometheus.io/path': PROMETHEUS_PATH,
    },
  };
  deployment.spec.selector.matchLabels = selectorOf(own);
  return deployment;
}

function orchestratorLabels(
  sdep: SeldonDeployment,
  predictor: DefaultedPredictor,
  { metadata }: KubeObject,
) {
  const {
    fluentd: _,
    'app.kubernetes.io/managed-by': __,
    ...labels
  } = metadata.labels ?? {};
  return {
    ...labels,
    'seldon-deployment-id': seldonNames.predictorService(
      sdep.metadata.name,
      predictor.name,
    ),
  };
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
    version: OperatorContext['version'];
  },
): KubeObject {
  const { name, podSpec, replicas, version } = options;
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
  const inherited = { ...sdep.spec.annotations, ...predictor.annotations };
  const annotations = {
    ...inherited,
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
      annotations: inherited,
    },
    spec: {
      replicas,
      selector: {
        matchLabels: version === '1.2' ? identity : selectorOf(labels),
      },
      strategy: {
        type: 'RollingUpdate',
        // Seldon means 10 %, and writes it in a way that Kubernetes reads as none.
        rollingUpdate: { maxUnavailable: 0, maxSurge: '25%' },
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

/** What a model's pods are told apart by: the Services that select them. */
const selectorOf = (labels: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(labels).filter(
      ([name]) =>
        name === 'seldon-deployment-id' ||
        name === 'seldon-app' ||
        name.startsWith('seldon-app-svc'),
    ),
  );

const identityOf = (labels: Record<string, string> = {}) => ({
  'seldon-deployment-id': labels['seldon-deployment-id'],
});

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
      labels: identityOf(metadata.labels),
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
  { metadata }: KubeObject,
  pdbSpec: NonNullable<ComponentSpec['pdbSpec']>,
): KubeObject {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: {
      name: metadata.name,
      namespace: metadata.namespace,
      labels: identityOf(metadata.labels),
    },
    spec: {
      selector: { matchLabels: identityOf(metadata.labels) },
      ...pdbSpec,
    },
  };
}

/** Whether its containers include an engine: what receives the predictions. */
export const hasEngine = (deployment: KubeObject) =>
  deployment.spec.template.spec.containers.some(
    (container: { name: string }) => container.name === ENGINE,
  );
