import {
  applyOperation,
  deepClone,
  getValueByPointer,
  type Operation,
} from 'fast-json-patch';
import { badRequest, failure } from '../errors';
import { isObject } from '../json';

const pathOf = (operation: unknown): string =>
  isObject(operation) && typeof operation.path === 'string'
    ? operation.path
    : '';

/** Kubernetes lets `replace` set a member that was not there, though not an item. */
function lenient(document: object, operation: Operation): Operation {
  const path = pathOf(operation);
  if (!path || operation.op !== 'replace') return operation;
  const parent = getValueByPointer(
    document,
    path.slice(0, path.lastIndexOf('/')),
  );
  return isObject(parent) ? { ...operation, op: 'add' } : operation;
}

/** JSON Patch (RFC 6902), all operations or none. */
export function jsonPatch(target: object, operations: unknown): unknown {
  if (!Array.isArray(operations)) {
    throw badRequest('a JSON patch must be a list of operations');
  }
  try {
    return (operations as Operation[]).reduce(
      (document, operation, index) =>
        applyOperation(
          document,
          lenient(document, operation),
          true,
          true,
          true,
          index,
        ).newDocument,
      deepClone(target),
    );
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
