import type { ModelDetail } from 'backstage-plugin-ml-monitoring-common';

/** The way to a predictor through the API server of its cluster. */
export function servicePath(
  { ref }: Pick<ModelDetail, 'ref'>,
  { serviceName }: ModelDetail['predictors'][number],
  path: string,
): string {
  const service = encodeURIComponent(`${serviceName}:http`);
  return `/api/v1/namespaces/${ref.namespace}/services/${service}/proxy${path}`;
}

/** Whether the API server said it, as opposed to the model behind it. */
export function isSaidByApiServer(answer: unknown): boolean {
  const { kind, apiVersion } = (answer ?? {}) as Record<string, unknown>;
  return kind === 'Status' && apiVersion === 'v1';
}
