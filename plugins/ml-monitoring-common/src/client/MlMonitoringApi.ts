import type { z } from 'zod/v3';
import type { Endpoints } from '../contract/endpoints';

/** Path parameters, query and body of a route, side by side. @public */
export type EndpointInput<N extends keyof Endpoints> = z.input<
  Endpoints[N]['params']
> &
  z.input<Endpoints[N]['query']> &
  z.input<Endpoints[N]['body']>;

/** @public */
export type EndpointOutput<N extends keyof Endpoints> = z.output<
  Endpoints[N]['response']
>;

/** @public */
export interface MlMonitoringRequestOptions {
  /** A token of the caller's, where the fetch handed to the client adds none. */
  token?: string;
  signal?: AbortSignal;
}

/**
 * The backend's API as its callers see it, one method per route of `endpoints`.
 *
 * Every method throws a `ResponseError` for an error answer, and an error named
 * `MalformedAnswerError` for an answer that is not of the contract.
 *
 * @public
 */
export type MlMonitoringApi = {
  [N in keyof Endpoints]: (
    input: EndpointInput<N>,
    options?: MlMonitoringRequestOptions,
  ) => Promise<EndpointOutput<N>>;
};
