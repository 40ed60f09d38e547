import type { KubeObject } from '../../api/Cluster';
import { ENGINE_PORT } from './containers';
import type { DefaultedPredictor, OperatorContext } from './defaults';
import { seldonNames } from './names';
import type { Container, SeldonDeployment } from './types';

interface ServicePort {
  name: string;
  port: number;
  targetPort: number;
}

function service(
  sdep: SeldonDeployment,
  predictor: DefaultedPredictor,
  options: {
    name: string;
    labels: Record<string, string>;
    selector: Record<string, string>;
    ports: ServicePort[];
    version: OperatorContext['version'];
  },
): KubeObject {
  const headless = sdep.spec.annotations?.['seldon.io/headless-svc'] === 'true';
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: options.name,
      namespace: sdep.metadata.namespace,
      labels: {
        ...options.labels,
        'seldon-deployment-id': seldonNames.id(sdep.metadata.name),
        'app.kubernetes.io/managed-by': 'seldon-core',
      },
      // Since 1.7.
      ...(options.version !== '1.2' && {
        annotations: { ...predictor.annotations },
      }),
    },
    spec: {
      type: 'ClusterIP',
      ...(headless && { clusterIP: 'None' }),
      sessionAffinity: 'None',
      selector: options.selector,
      ports: options.ports.map(port => ({ ...port, protocol: 'TCP' })),
    },
  };
}

export function predictorServiceName(
  sdep: SeldonDeployment,
  predictor: Pick<DefaultedPredictor, 'name' | 'annotations'>,
) {
  return (
    predictor.annotations?.['seldon.io/svc-name'] ??
    seldonNames.predictorService(sdep.metadata.name, predictor.name)
  );
}

/** Where predictions go: the engine, or the only model when there is none. */
export function predictorService(
  sdep: SeldonDeployment,
  predictor: DefaultedPredictor,
  {
    version,
    typeLabels,
  }: OperatorContext & { typeLabels?: Record<string, string> },
): KubeObject {
  const name = predictorServiceName(sdep, predictor);
  return service(sdep, predictor, {
    name,
    version,
    labels: { ...typeLabels, 'seldon-app': name },
    selector: { 'seldon-app': name },
    ports: predictorPorts(predictor, version),
  });
}

function predictorPorts(
  predictor: DefaultedPredictor,
  version: OperatorContext['version'],
): ServicePort[] {
  if ('seldon.io/no-engine' in (predictor.annotations ?? {})) {
    const [container] = predictor.componentSpecs[0].spec.containers ?? [];
    return modelPorts(container);
  }
  const http = { name: 'http', port: 8000, targetPort: ENGINE_PORT.http };
  return version === '1.2'
    ? [http, { name: 'http2', port: 5001, targetPort: ENGINE_PORT.http }]
    : [http, { name: 'grpc', port: 5001, targetPort: ENGINE_PORT.grpc }];
}

const modelPorts = (container: Container | undefined): ServicePort[] =>
  (container?.ports ?? [])
    .filter(({ name }) => name === 'http' || name === 'grpc')
    .map(({ name, containerPort }) => ({
      name: name!,
      port: containerPort,
      targetPort: containerPort,
    }));

/** One per graph node that has a container. */
export function containerService(
  sdep: SeldonDeployment,
  predictor: DefaultedPredictor,
  container: Container,
  {
    version,
    typeLabels,
  }: OperatorContext & { typeLabels: Record<string, string> },
): KubeObject {
  const name = seldonNames.containerService(
    sdep.metadata.name,
    predictor.name,
    container.name,
  );
  const label =
    version === '1.2' ? 'seldon-app-svc' : `seldon-app-svc-${container.name}`;
  return service(sdep, predictor, {
    name,
    version,
    labels: {
      [label]: name,
      ...typeLabels,
      ...(predictor.shadow && { 'seldon.io/shadow': 'true' }),
      // Since 1.8: a monitor that selects the predictor Service by this label matches here, too.
      ...(version !== '1.2' && {
        'seldon-app': predictorServiceName(sdep, predictor),
      }),
    },
    selector: { [label]: name },
    ports: modelPorts(container),
  });
}
