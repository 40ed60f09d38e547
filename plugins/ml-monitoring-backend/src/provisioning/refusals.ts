import {
  ConflictError,
  InputError,
  NotAllowedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  explainRefusal,
  type FieldConflict,
} from 'backstage-plugin-ml-monitoring-common';
import { conflictsOf, errorOfAnswer, type KubeAnswer } from '../cluster';
import { statusSchema } from '../cluster/objects';

/** Why a cluster would not take an object. */
export interface Refusal {
  /** As HTTP has it: 400 for what the object says, 403, 409, or 503 for what stands in the way of every object. */
  status: 400 | 403 | 409 | 503;
  message: string;
  conflicts: FieldConflict[];
  /** What a take-over would have to name. Absent: taking over would not help. */
  resourceVersion?: string;
}

/** A refusal, and what was refused, e.g. `Route ml-mon/fraud`. */
export interface RefusedObject {
  object: string;
  refusal: Refusal;
}

/** Refusals as one error that names them all. */
export function errorOfRefusals(refused: RefusedObject[]): Error {
  const statuses = new Set(refused.map(({ refusal }) => refusal.status));
  const says = refused
    .map(({ object, refusal }) => `${object}: ${refusal.message}`)
    .join('; ');
  if (statuses.has(403)) {
    return new NotAllowedError(says);
  }
  if (statuses.has(409)) {
    return new ConflictError(says);
  }
  return statuses.has(400)
    ? new InputError(says)
    : new ServiceUnavailableError(says);
}

/** The answer to an apply as a refusal; `undefined` when it is none: a success, or a failure of the cluster itself. */
export function refusalOf(
  cluster: string,
  answer: KubeAnswer,
): Refusal | undefined {
  if (answer.status < 400) {
    return undefined;
  }
  const conflicts = conflictsOf(answer).map(({ message = '', field = '' }) => ({
    manager: /"((?:[^"\\]|\\.)*)"/.exec(message)?.[1] ?? message,
    field,
  }));
  if (conflicts.length) {
    return { status: 409, message: describeConflicts(conflicts), conflicts };
  }
  const said = statusSchema.safeParse(parseJson(answer.body));
  const text = said.success ? said.data.message || said.data.reason : '';
  const status = statusOf(answer.status, text);
  return (
    status && {
      status,
      message: text
        ? explainRefusal(text)
        : errorOfAnswer(cluster, answer).message,
      conflicts: [],
    }
  );
}

/** Seldon up to 1.4 has webhooks like that. */
export function isDryRunUnsupported({ status, body }: KubeAnswer): boolean {
  return status === 400 && body.includes('does not support dry run');
}

export function describeConflicts(conflicts: FieldConflict[]): string {
  const byManager = new Map<string, string[]>();
  for (const { manager, field } of conflicts) {
    byManager.set(manager, [...(byManager.get(manager) ?? []), field]);
  }
  const owners = [...byManager].map(
    ([manager, fields]) => `${manager} owns ${fields.join(', ')}`,
  );
  return `${owners.join('; ')}. Change it there, or take these fields over by naming the object in takeOver`;
}

function statusOf(status: number, text: string): Refusal['status'] | undefined {
  if (status === 403 || status === 409) {
    return status;
  }
  if (/failed calling webhook/.test(text)) {
    return 503;
  }
  const isInput =
    [400, 404, 413, 422].includes(status) ||
    // An unknown field is a fault of the server's to API servers.
    /failed to create typed patch object/.test(text);
  return isInput ? 400 : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
