/** `@kubernetes/client-node` is an ES module, which jest loads only with this flag. */
export function jestOptions(env) {
  return [env.NODE_OPTIONS, '--experimental-vm-modules', '--no-warnings']
    .filter(Boolean)
    .join(' ');
}
