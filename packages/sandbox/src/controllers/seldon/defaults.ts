import { copyJson } from '../../api/json';
import { seldonNames } from './names';
import {
  isPrepackaged,
  serverImage,
  type PredictorServers,
} from './predictorServers';
import {
  unitsOf,
  type ComponentSpec,
  type Container,
  type GraphUnit,
  type Predictor,
  type SeldonDeployment,
  type SeldonVersion,
} from './types';

export const SEPARATE_POD = 'seldon.io/engine-separate-pod';
const FIRST_PORT = { http: 9000, grpc: 9500, metrics: 6000 };

export interface OperatorContext {
  version: SeldonVersion;
  servers: PredictorServers;
}

/** A predictor as the operator sees it: containers for prepackaged servers added, every port decided. */
export interface DefaultedPredictor extends Predictor {
  componentSpecs: ComponentSpec[];
  labels: Record<string, string>;
}

export interface DefaultedContainer extends Container {
  ports: { name: string; containerPort: number; protocol: string }[];
}

/**
 * Predictors with Seldon's defaults, in memory: the stored object stays as the
 * user wrote it.
 */
export function defaultedPredictors(
  sdep: SeldonDeployment,
  context: OperatorContext,
): DefaultedPredictor[] {
  const ports = new PortBook();
  return (sdep.spec.predictors ?? []).map(predictor =>
    defaulted(copyJson(predictor), sdep, { ...context, ports }),
  );
}

/**
 * Gives out the ports of one SeldonDeployment: a container of the same name has the same ports in every
 * predictor, but its metrics a port of their own.
 */
class PortBook {
  private readonly offsets = new Map<string, number>();
  private metrics = 0;

  offsetOf(container: string): number {
    const offset = this.offsets.get(container) ?? this.offsets.size;
    this.offsets.set(container, offset);
    return offset;
  }

  nextMetrics(): number {
    this.metrics += 1;
    return FIRST_PORT.metrics + this.metrics - 1;
  }
}

type DefaultingContext = OperatorContext & { ports: PortBook };

function defaulted(
  predictor: Predictor,
  sdep: SeldonDeployment,
  context: DefaultingContext,
): DefaultedPredictor {
  const componentSpecs = predictor.componentSpecs?.length
    ? predictor.componentSpecs
    : [{ spec: {} }];
  const units = unitsOf(predictor.graph);
  addServerContainers(units, componentSpecs, sdep, context);
  units.forEach(defaultType);

  componentSpecs.forEach(({ spec }, specIndex) => {
    spec.containers?.forEach(container => {
      const unit = units.find(({ name }) => name === container.name);
      if (unit) {
        assignPorts(container, unit, sdep, context);
        const beside =
          specIndex === 0 && sdep.spec.annotations?.[SEPARATE_POD] !== 'true';
        defaultEndpoint(unit, container, {
          host: beside
            ? 'localhost'
            : `${seldonNames.containerService(
                sdep.metadata.name,
                predictor.name,
                container.name,
              )}.${sdep.metadata.namespace}.svc.cluster.local`,
          transport: sdep.spec.transport,
        });
      }
      // Whoever is no part of the graph takes a number, too.
      context.ports.offsetOf(container.name);
    });
  });
  return {
    ...predictor,
    componentSpecs,
    labels: { version: predictor.name, ...predictor.labels },
  };
}

function addServerContainers(
  units: GraphUnit[],
  componentSpecs: ComponentSpec[],
  sdep: SeldonDeployment,
  { servers }: OperatorContext,
) {
  for (const unit of units) {
    if (!isPrepackaged(unit.implementation)) {
      continue;
    }
    const existing = componentSpecs
      .flatMap(({ spec }) => spec.containers ?? [])
      .find(({ name }) => name === unit.name);
    const container: Container = existing ?? { name: unit.name };
    container.image ??= serverImage(
      servers,
      unit.implementation,
      sdep.spec.protocol,
    );
    if (!existing) {
      const [{ spec }] = componentSpecs;
      spec.containers = [...(spec.containers ?? []), container];
    }
  }
}

function defaultType(unit: GraphUnit) {
  if (!unit.type && !unit.methods?.length && !unit.implementation) {
    unit.type = 'MODEL';
  }
  if (isPrepackaged(unit.implementation)) {
    unit.type ??= 'MODEL';
  }
}

const portNamed = (container: Container, name: string) =>
  container.ports?.find(port => port.name === name)?.containerPort;

function assignPorts(
  container: Container,
  unit: GraphUnit,
  sdep: SeldonDeployment,
  { version, ports }: DefaultingContext,
) {
  const offset = ports.offsetOf(container.name);
  const grpcOnly = version === '1.2' && sdep.spec.transport === 'grpc';
  const names =
    version === '1.2'
      ? ([grpcOnly ? 'grpc' : 'http', 'metrics'] as const)
      : (['http', 'grpc', 'metrics'] as const);
  // Triton brings its own ports and has no `metrics` among them.
  const wanted =
    unit.implementation === 'TRITON_SERVER'
      ? names.filter(name => name !== 'metrics')
      : names;
  const first = version === '1.2' ? { ...FIRST_PORT, grpc: 9000 } : FIRST_PORT;
  container.ports = [
    ...(container.ports ?? []).map(port => ({ protocol: 'TCP', ...port })),
    ...wanted
      .filter(name => portNamed(container, name) === undefined)
      .map(name => ({
        name,
        containerPort:
          name === 'metrics' ? ports.nextMetrics() : first[name] + offset,
        protocol: 'TCP',
      })),
  ];
}

function defaultEndpoint(
  unit: GraphUnit,
  container: Container,
  options: { host: string; transport?: string },
) {
  const http = portNamed(container, 'http');
  const grpc = portNamed(container, 'grpc');
  const type =
    unit.endpoint?.type ?? (options.transport === 'grpc' ? 'GRPC' : 'REST');
  unit.endpoint = {
    service_host: options.host,
    service_port: type === 'GRPC' ? grpc : http,
    httpPort: http,
    grpcPort: grpc,
    ...unit.endpoint,
    type,
  };
}
