/** Rules whose findings somebody has to do something about: waiting does not help. @public */
export const lastingCauses: ReadonlySet<string> = new Set([
  'image-pull',
  'model-uri',
  'model-credentials',
  'model-download',
  'container-config',
  'crash-loop',
  'out-of-memory',
  'pods-refused',
]);
