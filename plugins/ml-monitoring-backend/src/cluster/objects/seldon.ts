import { z } from 'zod/v3';
import {
  listOf,
  record,
  text,
  flag,
  writtenMetadata,
  conditions,
  containerSpec,
} from './parts';

interface GraphNodeObject {
  name: string;
  type?: string;
  implementation?: string;
  modelUri?: string;
  children: GraphNodeObject[];
}

const graphNode: z.ZodType<GraphNodeObject, z.ZodTypeDef, unknown> = z.lazy(
  () =>
    z.object({
      name: z.string(),
      type: text,
      implementation: text,
      modelUri: text,
      children: listOf(graphNode),
    }),
);

const predictor = z.object({
  name: z.string(),
  annotations: record,
  traffic: z
    .number()
    .nullish()
    .transform(value => value ?? undefined),
  shadow: flag,
  replicas: z.number().nullish(),
  graph: graphNode,
  componentSpecs: listOf(
    z.object({
      metadata: z.object({ name: text }).nullish(),
      replicas: z.number().nullish(),
      spec: z.object({ containers: listOf(containerSpec) }).nullish(),
    }),
  ),
});

export const seldonDeploymentSchema = z.object({
  metadata: writtenMetadata,
  spec: z.object({
    protocol: text,
    annotations: record,
    replicas: z.number().nullish(),
    predictors: listOf(predictor),
  }),
  status: z
    .object({ state: text, description: text, conditions })
    .nullish()
    .transform(value => value ?? undefined),
});
export type SeldonDeploymentObject = z.output<typeof seldonDeploymentSchema>;
export type PredictorObject =
  SeldonDeploymentObject['spec']['predictors'][number];
