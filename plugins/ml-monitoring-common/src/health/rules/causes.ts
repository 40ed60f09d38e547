/** Rules that name why pods are not ready or not there. What follows from that is no finding of its own. */
export const CAUSES_IN_PODS: readonly string[] = [
  'image-pull',
  'model-uri',
  'model-credentials',
  'model-download',
  'container-config',
  'volume',
  'crash-loop',
  'liveness',
  'out-of-memory',
  'pods-refused',
  'unschedulable',
  'node-lost',
  'evicted',
  'readiness',
];

/** Rules that name why a Service has nobody behind it although pods are ready. */
export const CAUSES_IN_SERVICES: readonly string[] = [
  'service-missing',
  'service-selector',
];
