import {
  ConflictError,
  CustomErrorBase,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { statusSchema } from './objects';

/** The API itself is not served, as opposed to an object that is not there. */
export class ApiNotServedError extends CustomErrorBase {
  name = 'ApiNotServedError' as const;
}

/** The API server no longer knows the version or page that was asked for: begin anew. */
export class ExpiredError extends CustomErrorBase {
  name = 'ExpiredError' as const;
}

/** The answer of an API server that is not 2xx, as the error a caller can act on. Keeps the server's own words. */
export function errorOfAnswer(
  cluster: string,
  answer: { status: number; body: string },
): Error {
  const body = parseJson(answer.body);
  const parsed = statusSchema.safeParse(body);
  if (!parsed.success) {
    return errorOfProxy(cluster, answer.status, body);
  }
  const { message, reason, details } = parsed.data;
  const says = `Cluster ${cluster}: ${message || reason || `HTTP ${answer.status}`}`;
  switch (answer.status) {
    case 400:
    case 413:
    case 422:
      return new InputError(says);
    case 401:
      return new ServiceUnavailableError(
        `${says}. The portal's credential for this cluster is not accepted; renew it in the configuration of the Kubernetes plugin`,
      );
    case 403:
      return new NotAllowedError(says);
    case 404:
      return details?.name
        ? new NotFoundError(says)
        : new ApiNotServedError(`Cluster ${cluster} does not serve this API`);
    case 409: {
      const causes = details?.causes ?? [];
      const owners = causes
        .filter(({ reason: why }) => why === 'FieldManagerConflict')
        .map(({ message: who, field }) => `${field}: ${who}`);
      return new ConflictError(
        owners.length ? `${says} (${owners.join('; ')})` : says,
      );
    }
    case 410:
      return new ExpiredError(says);
    default:
      // Among these: a rate limit, a webhook that cannot be called.
      return new ServiceUnavailableError(says);
  }
}

/** What stands between us and the API server answered: the Kubernetes backend of the portal, or a gateway. */
function errorOfProxy(cluster: string, status: number, body: unknown): Error {
  const message = (body as { error?: { message?: unknown } } | undefined)?.error
    ?.message;
  const said = typeof message === 'string' ? message : undefined;
  if (status === 404) {
    return said?.includes('Cluster')
      ? new NotFoundError(
          `The portal's Kubernetes plugin knows no cluster ${cluster}: ${said}`,
        )
      : new ApiNotServedError(`Cluster ${cluster} does not serve this API`);
  }
  if (status === 403) {
    return new NotAllowedError(
      `The portal's Kubernetes plugin refused access to cluster ${cluster}: ${said ?? 'HTTP 403'}`,
    );
  }
  return new ServiceUnavailableError(
    `The API server of cluster ${cluster} could not be reached: ${said ?? `HTTP ${status}`}`,
  );
}

/** A request that got no answer. */
export function errorOfFailure(
  cluster: string,
  failure: unknown,
  options: { timedOut: boolean; timeoutSeconds: number },
): Error {
  const { message, code } = failure as NodeJS.ErrnoException;
  const why = options.timedOut
    ? `no answer within ${options.timeoutSeconds} s`
    : message || code;
  return new ServiceUnavailableError(
    `The API server of cluster ${cluster} could not be reached: ${why}`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
