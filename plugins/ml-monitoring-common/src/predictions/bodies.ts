import type { PredictionExample } from '../contract/provisioning';
import type { ModelInput, ModelInputs } from './readInputs';
import { flat, nested, sizesWithin, valueOf, type Room } from './tensors';

type Protocol = PredictionExample['protocol'];

export interface Body {
  payload: unknown;
  shortened: boolean;
}

/** The smallest bodies that the protocols allow. */
export const SMALLEST: Record<Protocol, unknown> = {
  seldon: { data: { ndarray: [[0]] } },
  tensorflow: { instances: [[0]] },
  v2: {
    inputs: [{ name: 'input-0', shape: [1, 1], datatype: 'FP64', data: [0] }],
  },
};

/** A body of what a model takes. `undefined`: its protocol gives no form for that. */
export const bodyOf: Record<
  Protocol,
  (of: ModelInputs, room: Room) => Body | undefined
> = { seldon, tensorflow, v2 };

function seldon(of: ModelInputs, room: Room): Body | undefined {
  // A message carries one.
  const [input] = of.inputs;
  switch (input.field) {
    case 'strData':
      return whole({ strData: 'text' });
    case 'jsonData':
      return whole({ jsonData: {} });
    case 'binData':
      return whole({ binData: 'AA==' });
    case 'ndarray':
    case 'tensor':
    case 'tftensor':
      return seldonArray(input, room);
    default:
      return undefined;
  }
}

const whole = (payload: unknown): Body => ({ payload, shortened: false });

function seldonArray(input: ModelInput, room: Room): Body {
  const { field, columns, shape = [] } = input;
  // Of a single row Seldon's metadata tells the width alone.
  const told = shape.length > 1 ? shape : [1, shape[0] ?? columns?.length ?? 1];
  const { sizes, shortened } = sizesWithin(told, room);
  const value = valueOf(input);
  return {
    payload: {
      data: {
        ...(columns?.length === sizes.at(-1) && { names: columns }),
        ...(field === 'ndarray'
          ? { ndarray: nested(sizes, value) }
          : { tensor: { shape: sizes, values: flat(sizes, value) } }),
      },
    },
    shortened,
  };
}

function v2({ inputs, shortened }: ModelInputs, room: Room): Body {
  const tensors = inputs.map(input => {
    const { name, datatype = 'FP64', shape = [1, 1] } = input;
    const told = sizesWithin(shape, shareOf(room, inputs));
    return {
      shortened: told.shortened,
      tensor: {
        name,
        shape: told.sizes,
        datatype,
        data: flat(told.sizes, valueOf(input)),
      },
    };
  });
  return {
    payload: { inputs: tensors.map(({ tensor }) => tensor) },
    shortened: shortened || tensors.some(each => each.shortened),
  };
}

function tensorflow(of: ModelInputs, room: Room): Body {
  const { inputs, signature, shortened } = of;
  // In rows, as callers write it, where each input takes any number of them.
  const inRows = inputs.every(({ shape }) => !shape || shape[0] === -1);
  const values = inputs.map(input => {
    const { name, shape = [-1, 1] } = input;
    const told = sizesWithin(
      inRows ? shape.slice(1) : shape,
      shareOf(room, inputs),
    );
    return {
      name,
      shortened: told.shortened,
      value: nested(told.sizes, valueOf(input)),
    };
  });
  const told =
    values.length === 1
      ? values[0].value
      : Object.fromEntries(values.map(({ name, value }) => [name, value]));
  return {
    payload: {
      ...(signature && { signature_name: signature }),
      ...(inRows ? { instances: [told] } : { inputs: told }),
    },
    shortened: shortened || values.some(each => each.shortened),
  };
}

function shareOf({ values }: Room, inputs: unknown[]): Room {
  return { values: Math.max(Math.floor(values / inputs.length), 1) };
}
