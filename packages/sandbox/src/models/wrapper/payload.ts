import { HttpError } from '../http';

export interface Payload {
  names?: string[];
  rows: number[][];
  /** Puts an answer into the shape the question came in. */
  wrap(names: string[], rows: number[][]): object;
}

const isRow = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every(item => typeof item === 'number');

function asRows(value: unknown, field: string): number[][] {
  if (isRow(value)) {
    return [value];
  }
  if (Array.isArray(value) && value.length > 0 && value.every(isRow)) {
    return value;
  }
  throw new HttpError(400, `${field} must be a list of lists of numbers`);
}

/** Reads the numbers of a Seldon message. */
export function readPayload(message: any): Payload {
  const data = message?.data;
  if (data?.ndarray !== undefined) {
    return {
      names: data.names,
      rows: asRows(data.ndarray, 'data.ndarray'),
      wrap: (names, ndarray) => ({ names, ndarray }),
    };
  }
  if (data?.tensor !== undefined) {
    const { shape, values } = data.tensor;
    if (!isRow(shape) || !isRow(values)) {
      throw new HttpError(400, 'data.tensor needs shape and values');
    }
    const width = shape[shape.length - 1];
    if (!(width > 0) || shape.reduce((a, b) => a * b, 1) !== values.length) {
      throw new HttpError(
        400,
        `data.tensor has ${values.length} values, which do not fill shape [${shape}]`,
      );
    }
    const rows = Array.from({ length: values.length / width }, (_, index) =>
      values.slice(index * width, (index + 1) * width),
    );
    return {
      names: data.names,
      rows,
      wrap: (names, output) => ({
        names,
        tensor: {
          shape: [output.length, output[0]?.length ?? 0],
          values: output.flat(),
        },
      }),
    };
  }
  throw new HttpError(
    400,
    `Invalid request data type: ${JSON.stringify(message)}`,
  );
}
