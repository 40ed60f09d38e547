import { z } from 'zod/v3';
import type {
  PredictionExample,
  PredictionInput,
} from '../contract/provisioning';

/** An input of a model, with what its protocol needs to ask for it. */
export interface ModelInput extends PredictionInput {
  /** Which field of a Seldon message carries it. */
  field?: string;
}

/** What a model says about what it takes. */
export interface ModelInputs {
  inputs: ModelInput[];
  /** TensorFlow's name for this way of calling it, where it is not the usual one. */
  signature?: string;
  /** It has more inputs than are read. */
  shortened: boolean;
}

type Protocol = PredictionExample['protocol'];

const MAXIMUM_INPUTS = 20;
const MAXIMUM_COLUMNS = 1_000;

const name = z.string().min(1).max(500);
const size = z
  .union([z.number(), z.string().regex(/^-?\d{1,19}$/)])
  .transform(Number)
  .pipe(z.number().int())
  .transform(value => (value < 0 ? -1 : value));
const shape = z.array(size).max(64);

/** What a model says about its inputs. `undefined`: nothing that could be understood. */
export function readInputs(
  protocol: Protocol,
  metadata: unknown,
): ModelInputs | undefined {
  const read = readers[protocol](metadata);
  return read?.inputs.length ? read : undefined;
}

const readers: Record<
  Protocol,
  (metadata: unknown) => ModelInputs | undefined
> = {
  seldon: readSeldon,
  tensorflow: readTensorflow,
  v2: metadata => eachOf(v2Schema.safeParse(metadata).data?.inputs, tensor),
};

const v2Schema = z.object({ inputs: z.array(z.unknown()) });

const tensor = z
  .object({ name, datatype: z.string().max(100), shape })
  .partial({ datatype: true, shape: true });

/** Of the whole graph, or of one node. */
const seldonSchema = z.object({
  graphinputs: z.array(z.unknown()).optional(),
  inputs: z.array(z.unknown()).optional(),
});

const seldonMessage = z
  .object({
    messagetype: z.string().min(1).max(100),
    schema: z
      .object({ names: z.array(name).max(MAXIMUM_COLUMNS), shape })
      .partial()
      .optional()
      .catch(undefined),
  })
  .transform(({ messagetype, schema = {} }) => ({
    name: messagetype,
    field: messagetype,
    ...(schema.shape && { shape: schema.shape }),
    ...(schema.names?.length && { columns: schema.names }),
  }));

function readSeldon(metadata: unknown): ModelInputs | undefined {
  const { graphinputs, inputs } = seldonSchema.safeParse(metadata).data ?? {};
  return eachOf(
    graphinputs ?? inputs,
    z.union([
      seldonMessage,
      tensor.transform(input => ({ ...input, field: 'ndarray' })),
    ]),
  );
}

const USUAL_SIGNATURE = 'serving_default';

const tensorflowSchema = z.object({
  metadata: z.object({
    signature_def: z.object({
      signature_def: z.record(
        z
          .object({ inputs: z.record(z.unknown()) })
          .optional()
          .catch(undefined),
      ),
    }),
  }),
});

const tensorflowTensor = z
  .object({
    name,
    dtype: z.string().max(100).optional(),
    tensor_shape: z
      .object({
        dim: z.array(z.object({ size })).max(64).default([]),
        unknown_rank: z.boolean().default(false),
      })
      .optional(),
  })
  .transform(({ name: input, dtype, tensor_shape: found }) => ({
    name: input,
    ...(dtype && { datatype: dtype }),
    ...(found &&
      !found.unknown_rank && { shape: found.dim.map(each => each.size) }),
  }));

function readTensorflow(metadata: unknown): ModelInputs | undefined {
  const signatures =
    tensorflowSchema.safeParse(metadata).data?.metadata.signature_def
      .signature_def ?? {};
  const [signature] = [USUAL_SIGNATURE, ...Object.keys(signatures)].filter(
    each => Object.hasOwn(signatures, each) && signatures[each],
  );
  const inputs = Object.entries(signatures[signature]?.inputs ?? {});
  const read = eachOf(
    // Its own `name` is that of a node inside the model.
    inputs.map(([input, told]) => ({ ...(told as object), name: input })),
    tensorflowTensor,
  );
  return (
    read && {
      ...read,
      ...(signature !== USUAL_SIGNATURE && { signature }),
    }
  );
}

/** An input that cannot be understood leaves a body that no model takes, so then there is none. */
function eachOf(
  told: unknown[] | undefined,
  schema: z.ZodType<ModelInput, z.ZodTypeDef, unknown>,
): ModelInputs | undefined {
  const parsed = z.array(schema).safeParse(told?.slice(0, MAXIMUM_INPUTS));
  return parsed.success
    ? { inputs: parsed.data, shortened: told!.length > MAXIMUM_INPUTS }
    : undefined;
}
