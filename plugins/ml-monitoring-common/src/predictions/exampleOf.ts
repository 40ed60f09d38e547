import type { PredictionExample } from '../contract/provisioning';
import { bodyOf, SMALLEST, type Body } from './bodies';
import { readInputs, type ModelInput } from './readInputs';

/** More are no longer read by a person, and a model that needs them is not tried by hand. */
const ROOMS = [1_000, 100, 10, 1].map(values => ({ values }));

/**
 * A body to begin a test prediction with, made of what the model says about its inputs. Where it says nothing that could be
 * understood, the smallest that its protocol allows.
 *
 * @public
 */
export function exampleOf(options: {
  protocol: PredictionExample['protocol'];
  /** What the model answered where it was asked for its metadata, as it came. */
  metadata?: unknown;
  maximumBytes: number;
}): Pick<PredictionExample, 'payload' | 'source' | 'shortened' | 'inputs'> {
  const { protocol, metadata, maximumBytes } = options;
  const fits = (body: Body | undefined) =>
    body !== undefined && bytesOf(body.payload) <= maximumBytes;
  const told = readInputs(protocol, metadata);
  const inputs = (told?.inputs ?? []).map(toInput);
  if (told) {
    for (const room of ROOMS) {
      const body = bodyOf[protocol](told, room);
      if (fits(body)) {
        return { ...body!, source: 'metadata', inputs };
      }
    }
  }
  const smallest = { payload: SMALLEST[protocol], shortened: false };
  return {
    ...(fits(smallest) ? smallest : { shortened: false }),
    source: 'protocol',
    inputs,
  };
}

function toInput({ name, datatype, shape, columns }: ModelInput) {
  return {
    name,
    ...(datatype && { datatype }),
    ...(shape && { shape }),
    ...(columns && { columns }),
  };
}

function bytesOf(payload: unknown): number {
  return new TextEncoder().encode(JSON.stringify(payload)).length;
}
