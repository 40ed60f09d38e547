import type { ModelRef } from '../contract/refs';
import { labelsOf, SELDON_APP_LABEL } from './labels';
import { metricsServiceName } from './names';
import type { Manifest, ModelShape, PredictorShape } from './types';

/** Servers that have no metrics endpoint where the operator says it is. */
const SERVERS_WITHOUT_METRICS = /^(TENSORFLOW|TRITON)_SERVER$/;
const IMAGES_WITHOUT_METRICS =
  /(^|\/)(tensorflow\/serving|tritonserver|tfserving)([:@]|$)/;

/** A port on which a model container exposes metrics of its own. @public */
export interface MetricsPort {
  name: string;
  port: number;
  container: string;
}

/** Seldon's Python wrapper and MLServer have metrics of their own. @public */
export function exposesMetrics(
  { image, implementation }: PredictorShape['containers'][number],
  protocol: ModelShape['protocol'],
): boolean {
  // With the Seldon protocol a Python wrapper stands before TensorFlow Serving.
  const isWrapped =
    implementation === 'TENSORFLOW_SERVER' && protocol === 'seldon';
  return (
    !(image && IMAGES_WITHOUT_METRICS.test(image)) &&
    (isWrapped ||
      !(implementation && SERVERS_WITHOUT_METRICS.test(implementation)))
  );
}

/**
 * Where the model containers beside the orchestrator expose their own metrics.
 *
 * @public
 */
export function metricsPorts(
  predictor: PredictorShape,
  protocol: ModelShape['protocol'],
): MetricsPort[] {
  return predictor.containers
    .flatMap(container =>
      container.metricsPort &&
      container.besideOrchestrator &&
      exposesMetrics(container, protocol)
        ? [{ container: container.name, port: container.metricsPort }]
        : [],
    )
    .map((found, index) => ({
      name: index === 0 ? 'metrics' : `metrics-${index}`,
      ...found,
    }));
}

/** The Service that gives those ports an address: the operator makes none for them. @public */
export function metricsService(
  ref: ModelRef,
  predictor: PredictorShape,
  ports: MetricsPort[],
): Manifest {
  const name = metricsServiceName(predictor.serviceName);
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name,
      namespace: ref.namespace,
      labels: { ...labelsOf(ref), [SELDON_APP_LABEL]: name },
    },
    spec: {
      type: 'ClusterIP',
      selector: { [SELDON_APP_LABEL]: predictor.serviceName },
      ports: ports.map(({ name: portName, port }) => ({
        name: portName,
        port,
        targetPort: port,
        protocol: 'TCP',
      })),
    },
  };
}
