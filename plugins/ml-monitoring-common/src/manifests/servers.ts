import type { z } from 'zod/v3';
import type { serverOptionSchema } from '../contract/provisioning';

/** @public */
export type ServerOption = z.infer<typeof serverOptionSchema>;

/** The prepackaged servers of an untouched Seldon. A platform may have added others. @public */
export const KNOWN_SERVERS: ServerOption[] = [
  {
    name: 'SKLEARN_SERVER',
    title: 'scikit-learn',
    protocols: ['seldon', 'v2'],
    needsModelUri: true,
  },
  {
    name: 'XGBOOST_SERVER',
    title: 'XGBoost',
    protocols: ['seldon', 'v2'],
    needsModelUri: true,
  },
  {
    name: 'MLFLOW_SERVER',
    title: 'MLflow',
    protocols: ['seldon', 'v2'],
    needsModelUri: true,
  },
  {
    name: 'TENSORFLOW_SERVER',
    title: 'TensorFlow Serving',
    protocols: ['tensorflow', 'seldon'],
    needsModelUri: true,
  },
  {
    name: 'TRITON_SERVER',
    title: 'NVIDIA Triton',
    protocols: ['v2'],
    needsModelUri: true,
  },
  {
    name: 'TEMPO_SERVER',
    title: 'Tempo',
    protocols: ['v2'],
    needsModelUri: true,
  },
  {
    name: 'HUGGINGFACE_SERVER',
    title: 'Hugging Face',
    protocols: ['v2'],
    needsModelUri: false,
  },
];

/** Computed by the orchestrator itself: no container, no model. */
const BUILT_IN = [
  'UNKNOWN_IMPLEMENTATION',
  'SIMPLE_MODEL',
  'SIMPLE_ROUTER',
  'RANDOM_ABTEST',
  'AVERAGE_COMBINER',
];

/** Whether the operator adds a server of its own for a graph node. */
export function isPrepackaged(
  implementation: string | undefined,
): implementation is string {
  return !!implementation && !BUILT_IN.includes(implementation);
}

/** Whether a graph node needs a container of its own name. */
export function needsContainer(implementation: string | undefined): boolean {
  return !implementation || implementation === 'UNKNOWN_IMPLEMENTATION';
}
