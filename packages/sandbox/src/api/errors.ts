import type { ResourceDefinition } from './resources';

export interface StatusCause {
  reason?: string;
  message: string;
  field?: string;
}

/** `metav1.Status`: what every refusal looks like on the wire. */
export interface Status {
  kind: 'Status';
  apiVersion: 'v1';
  metadata: { continue?: string };
  status: 'Failure' | 'Success';
  message: string;
  reason?: string;
  details?: {
    name?: string;
    group?: string;
    kind?: string;
    uid?: string;
    causes?: StatusCause[];
    retryAfterSeconds?: number;
  };
  code: number;
}

export class StatusError extends Error {
  override readonly name = 'StatusError';

  constructor(readonly status: Status) {
    super(status.message);
  }
}

type Named = Pick<ResourceDefinition, 'group' | 'resource' | 'kind'>;

/** `deployments.apps`, but `pods` in the core group. */
export const qualifiedResource = (of: { group: string; resource: string }) =>
  of.group ? `${of.resource}.${of.group}` : of.resource;

const qualifiedKind = (of: { group: string; kind: string }) =>
  of.group ? `${of.kind}.${of.group}` : of.kind;

const details = (of: Named, name?: string, causes?: StatusCause[]) => ({
  ...(name && { name }),
  ...(of.group && { group: of.group }),
  kind: of.resource,
  ...(causes && { causes }),
});

export function failure(
  code: number,
  reason: string,
  message: string,
  about?: Status['details'],
): StatusError {
  return new StatusError({
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    ...(reason && { reason }),
    ...(about && { details: about }),
    code,
  });
}

export const badRequest = (message: string) =>
  failure(400, 'BadRequest', message);

export const unauthorized = () => failure(401, 'Unauthorized', 'Unauthorized');

export const notFound = (of: Named, name: string) =>
  failure(
    404,
    'NotFound',
    `${qualifiedResource(of)} "${name}" not found`,
    details(of, name),
  );

/** The path exists nowhere: unlike a missing object, this one has no name to give. */
export const noSuchPath = () =>
  failure(
    404,
    'NotFound',
    'the server could not find the requested resource',
    {},
  );

/** What Go's router answers where no handler is: text, not a `Status`. */
export class PageNotFound extends Error {
  override readonly name = 'PageNotFound';

  constructor() {
    super('404 page not found');
  }
}

export const methodNotAllowed = () =>
  failure(
    405,
    'MethodNotAllowed',
    'the server does not allow this method on the requested resource',
    {},
  );

export const alreadyExists = (of: Named, name: string) =>
  failure(
    409,
    'AlreadyExists',
    `${qualifiedResource(of)} "${name}" already exists`,
    details(of, name),
  );

export const conflict = (of: Named, name: string, why: string) =>
  failure(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${qualifiedResource(of)} "${name}": ${why}`,
    details(of, name),
  );

export const modifiedMeanwhile = (of: Named, name: string) =>
  conflict(
    of,
    name,
    'the object has been modified; please apply your changes to the latest version and try again',
  );

export const forbidden = (of: Named, name: string, why: string) =>
  failure(
    403,
    'Forbidden',
    `${qualifiedResource(of)}${name && ` "${name}"`} is forbidden: ${why}`,
    details(of, name),
  );

export const expired = (message: string) => failure(410, 'Expired', message);

export const internalError = (message: string) =>
  failure(500, 'InternalError', `Internal error occurred: ${message}`, {
    causes: [{ message }],
  });

/** The client knows a newer version than there is: it was connected to another cluster. */
export const versionTooLarge = (asked: number, current: number) =>
  failure(
    504,
    'Timeout',
    `Timeout: Too large resource version: ${asked}, current: ${current}`,
    {
      causes: [
        {
          reason: 'ResourceVersionTooLarge',
          message: 'Too large resource version',
        },
      ],
      retryAfterSeconds: 1,
    },
  );

/** One complaint about one field, in the words of Kubernetes' `field.Error`. */
export interface FieldError {
  reason:
    | 'FieldValueInvalid'
    | 'FieldValueTypeInvalid'
    | 'FieldValueRequired'
    | 'FieldValueForbidden'
    | 'FieldValueNotSupported'
    | 'FieldValueTooLong'
    | 'FieldValueTooMany';
  field: string;
  value?: unknown;
  detail?: string;
}

const fieldErrorTitle: Record<FieldError['reason'], string> = {
  FieldValueInvalid: 'Invalid value',
  FieldValueTypeInvalid: 'Invalid value',
  FieldValueRequired: 'Required value',
  FieldValueForbidden: 'Forbidden',
  FieldValueNotSupported: 'Unsupported value',
  FieldValueTooLong: 'Too long',
  FieldValueTooMany: 'Too many',
};

const describesValue = (reason: FieldError['reason']) =>
  [
    'FieldValueInvalid',
    'FieldValueTypeInvalid',
    'FieldValueNotSupported',
    'FieldValueTooMany',
  ].includes(reason);

function fieldErrorMessage({ reason, value, detail }: FieldError): string {
  const shown =
    describesValue(reason) && value !== undefined
      ? `: ${JSON.stringify(value)}`
      : '';
  return `${fieldErrorTitle[reason]}${shown}${detail ? `: ${detail}` : ''}`;
}

/** 422 about an option in the query, which has a kind of its own. */
export const invalidOption = (kind: string, error: FieldError) =>
  invalid({ group: 'meta.k8s.io', kind }, '', [error]);

/** 422 with one cause per field. */
export function invalid(
  of: { group: string; kind: string },
  name: string,
  errors: FieldError[],
): StatusError {
  const texts = errors.map(
    error => `${error.field}: ${fieldErrorMessage(error)}`,
  );
  const all = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`;
  return failure(
    422,
    'Invalid',
    `${qualifiedKind(of)} ${JSON.stringify(name)} is invalid: ${all}`,
    {
      ...(name && { name }),
      ...(of.group && { group: of.group }),
      ...(of.kind && { kind: of.kind }),
      causes: errors.map(error => ({
        reason: error.reason,
        message: fieldErrorMessage(error),
        field: error.field,
      })),
    },
  );
}
