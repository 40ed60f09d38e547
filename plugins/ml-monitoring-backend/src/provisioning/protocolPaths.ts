import type { ModelDetail } from 'backstage-plugin-ml-monitoring-common';

type Protocol = ModelDetail['protocol'];

/** Where a protocol takes predictions, given the root node of the graph. */
export function predictionPath(protocol: Protocol, node: string): string {
  const paths: Record<Protocol, string> = {
    seldon: '/api/v1.0/predictions',
    tensorflow: `/v1/models/${encodeURIComponent(node)}:predict`,
    v2: `/v2/models/${encodeURIComponent(node)}/infer`,
  };
  return paths[protocol];
}

/** Where a protocol tells what a model takes, the best place first. */
export function metadataPaths(protocol: Protocol, node: string): string[] {
  const name = encodeURIComponent(node);
  const paths: Record<Protocol, string[]> = {
    // Of the whole graph; a node whose metadata cannot be had spoils that.
    seldon: ['/api/v1.0/metadata', `/api/v1.0/metadata/${name}`],
    tensorflow: [`/v1/models/${name}/metadata`],
    v2: [`/v2/models/${name}`],
  };
  return paths[protocol];
}
