import { metricsServiceName } from '../manifests/names';

/**
 * Whether an object is there to measure one predictor: it selects its Service, and is called after it. What bears another
 * name is no copy's to make, for the copy would have that name too.
 *
 * @public
 */
export function measures(
  { name, spec }: { name: string; spec: unknown },
  predictorService: string,
): boolean {
  const { selector } = (spec ?? {}) as { selector?: Record<string, unknown> };
  const labels = { ...selector, ...(selector?.matchLabels as object) };
  const services = [predictorService, metricsServiceName(predictorService)];
  return (
    services.includes(name) &&
    Object.values(labels).some(
      value => typeof value === 'string' && services.includes(value),
    )
  );
}

/**
 * The same for another predictor of like containers: it differs in the names of the Services and in nothing else, whatever
 * has been decided about monitoring since it was made.
 *
 * @public
 */
export function measuringInstead<T>(
  manifest: T,
  services: { from: string; to: string },
): T {
  const { from, to } = services;
  const renamed = new Map([
    [from, to],
    [metricsServiceName(from), metricsServiceName(to)],
  ]);
  const rename = (value: unknown): unknown => {
    if (typeof value === 'string') {
      return renamed.get(value) ?? value;
    }
    if (Array.isArray(value)) {
      return value.map(rename);
    }
    return typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value).map(([key, member]) => [key, rename(member)]),
        )
      : value;
  };
  return rename(manifest) as T;
}
