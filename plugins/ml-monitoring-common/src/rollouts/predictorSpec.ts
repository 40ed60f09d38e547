import { z } from 'zod/v3';

/** A node of the graph as the API server gives it, with whatever else it has. @public */
export interface NodeSpec {
  name: string;
  implementation?: string;
  modelUri?: string;
  endpoint?: Record<string, unknown>;
  children?: NodeSpec[];
  [field: string]: unknown;
}

const nodeSpecSchema: z.ZodType<NodeSpec> = z.lazy(() =>
  z
    .object({
      name: z.string(),
      implementation: z.string().optional(),
      modelUri: z.string().optional(),
      endpoint: z.record(z.unknown()).optional(),
      children: z.array(nodeSpecSchema).optional(),
    })
    .passthrough(),
);

/**
 * A predictor as the API server gives it. What is not named here is kept as it is: a new version differs from the
 * running one in nothing but what was asked for.
 *
 * @public
 */
export const predictorSpecSchema = z
  .object({
    name: z.string(),
    graph: nodeSpecSchema,
    traffic: z.number().optional(),
    shadow: z.boolean().optional(),
    replicas: z.number().optional(),
    annotations: z.record(z.string()).optional(),
    labels: z.record(z.string()).optional(),
    componentSpecs: z
      .array(
        z
          .object({
            replicas: z.number().optional(),
            hpaSpec: z.unknown(),
            kedaSpec: z.unknown(),
            spec: z
              .object({
                containers: z
                  .array(
                    z
                      .object({
                        name: z.string(),
                        image: z.string().optional(),
                      })
                      .passthrough(),
                  )
                  .optional(),
              })
              .passthrough()
              .optional(),
          })
          .passthrough(),
      )
      .optional(),
  })
  .passthrough();

/** @public */
export type PredictorSpec = z.infer<typeof predictorSpecSchema>;

export function nodesOf(node: NodeSpec): NodeSpec[] {
  return [node, ...(node.children ?? []).flatMap(nodesOf)];
}

export function containersOf(
  predictor: PredictorSpec,
): { name: string; image?: string }[] {
  return (predictor.componentSpecs ?? []).flatMap(
    ({ spec }) => spec?.containers ?? [],
  );
}
