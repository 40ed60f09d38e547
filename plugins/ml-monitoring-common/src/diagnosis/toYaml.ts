import { stringify } from 'yaml';
import type { Manifest } from '../manifests/types';

/** As it can be handed to `kubectl apply`. */
export function toYaml(...manifests: Manifest[]): string {
  return manifests
    .map(manifest => stringify(manifest, { aliasDuplicateObjects: false }))
    .join('---\n');
}
