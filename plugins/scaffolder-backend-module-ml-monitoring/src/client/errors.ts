import { ForwardedError, type ResponseError } from '@backstage/errors';
import { MODEL_NOT_DEPLOYED } from 'backstage-plugin-ml-monitoring-common';

/** By name: the host may have loaded another copy of the class. */
export function isResponseError(error: unknown): error is ResponseError {
  return error instanceof Error && error.name === 'ResponseError';
}

/** The backend says so itself: what was asked for is not there, or the caller may not read it. */
export function isNotFound(error: unknown): boolean {
  return isResponseError(error) && error.cause?.name === 'NotFoundError';
}

/** The backend found everything but the model itself, which a step before may still have to deploy. */
export function isModelNotDeployed(error: unknown): boolean {
  return (
    isResponseError(error) &&
    (error.cause as { code?: unknown }).code === MODEL_NOT_DEPLOYED
  );
}

/** Worth asking again: what failed was the way to the answer. */
export function isTransient(error: unknown): boolean {
  if (isResponseError(error)) {
    return [408, 429, 502, 503, 504].includes(error.statusCode);
  }
  // What fetch throws when there is no connection, and what a timeout throws.
  return (
    error instanceof Error &&
    (error.name === 'TypeError' || error.name === 'TimeoutError')
  );
}

/**
 * Puts what was tried in front of the reason, as the backend gave it. The
 * scaffolder shows nothing but this one line.
 */
export function explain(error: unknown, attempt: string): Error {
  if (error instanceof Error && error.name === 'Error') {
    return new Error(`${attempt}: ${error.message}`, { cause: error });
  }
  if (!isResponseError(error)) {
    return new ForwardedError(attempt, error);
  }
  if (error.statusCode === 404 && !isNotFound(error)) {
    return new ForwardedError(
      `${attempt}: the ML Monitoring backend has no such route. Is backstage-plugin-ml-monitoring-backend ` +
        'installed, and is mlMonitoring.provisioning configured?',
      error.cause,
    );
  }
  return new ForwardedError(attempt, error.cause);
}
