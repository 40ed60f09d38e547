import { applyPatch, type Operation } from 'fast-json-patch';
import { badRequest, failure } from '../errors';

/** JSON Patch (RFC 6902), all operations or none. */
export function jsonPatch(target: object, operations: unknown): unknown {
  if (!Array.isArray(operations)) {
    throw badRequest('a JSON patch must be a list of operations');
  }
  try {
    return applyPatch(target, operations as Operation[], true, false, true)
      .newDocument;
  } catch (error) {
    const refusal = failure(
      422,
      'Invalid',
      'the server rejected our request due to an error in our request',
      {},
    );
    refusal.cause = error;
    throw refusal;
  }
}
