import type { GraphUnit } from '../../controllers/seldon/types';

/** What a node says of itself. */
export interface ModelMetadata {
  name?: string;
  platform?: string;
  versions?: string[];
  inputs?: unknown;
  outputs?: unknown;
}

/** What a whole graph takes and gives, by what its nodes say. */
export function graphMetadata(
  predictor: { name: string; graph: GraphUnit },
  models: Record<string, ModelMetadata>,
) {
  const { inputs, outputs } = edgesOf(predictor.graph, models);
  return {
    name: predictor.name,
    models: Object.fromEntries(
      Object.entries(models).map(([name, model]) => [name, told(model)]),
    ),
    graphinputs: inputs ?? null,
    graphoutputs: outputs ?? null,
  };
}

/** Only the first child counts: all are taken to be alike. */
function edgesOf(
  unit: GraphUnit,
  models: Record<string, ModelMetadata>,
): Pick<ModelMetadata, 'inputs' | 'outputs'> {
  const { inputs, outputs } = models[unit.name] ?? {};
  const [child] = unit.children ?? [];
  if (!child) {
    return { inputs, outputs };
  }
  const below = edgesOf(child, models);
  switch (unit.type) {
    case 'MODEL':
    case 'TRANSFORMER':
      return { inputs, outputs: below.outputs };
    case 'OUTPUT_TRANSFORMER':
    case 'COMBINER':
      return { inputs: below.inputs, outputs };
    case 'ROUTER':
      return below;
    default:
      return {};
  }
}

/** Nothing but what the executor knows, and what is empty is left out. */
function told({ name, platform, versions, inputs, outputs }: ModelMetadata) {
  return {
    ...(name && { name }),
    ...(platform && { platform }),
    ...(versions?.length && { versions }),
    ...(inputs !== undefined && { inputs }),
    ...(outputs !== undefined && { outputs }),
  };
}
