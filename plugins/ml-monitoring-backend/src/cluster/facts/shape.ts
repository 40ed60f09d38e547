import {
  protocolOfSpec,
  shapeOfSpec,
  type ModelShape,
} from 'backstage-plugin-ml-monitoring-common';
import type { SeldonDeploymentObject } from '../objects';

/** The model as it runs, as far as exposing and monitoring it need to know. */
export function shapeOf({
  metadata,
  spec,
}: SeldonDeploymentObject): ModelShape {
  return shapeOfSpec(metadata.name, spec);
}

export function protocolOf({
  spec,
}: SeldonDeploymentObject): ModelShape['protocol'] {
  return protocolOfSpec(spec);
}
