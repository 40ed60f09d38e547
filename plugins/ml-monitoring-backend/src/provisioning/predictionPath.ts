import type { ModelDetail } from 'backstage-plugin-ml-monitoring-common';

/** Where a protocol takes predictions, given the root node of the graph. */
export function predictionPath(
  protocol: ModelDetail['protocol'],
  node: string,
): string {
  const paths: Record<ModelDetail['protocol'], string> = {
    seldon: '/api/v1.0/predictions',
    tensorflow: `/v1/models/${encodeURIComponent(node)}:predict`,
    v2: `/v2/models/${encodeURIComponent(node)}/infer`,
  };
  return paths[protocol];
}
