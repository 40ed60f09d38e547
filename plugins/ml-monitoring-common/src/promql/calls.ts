import { LONGEST_LATENCY_SECONDS } from '../longestLatency';

/**
 * The calls that the orchestrator counts. It counts health checks, metadata and feedback in the same
 * metrics, over REST by a word and over gRPC by the full method.
 */

/** The container that counts them. @public */
export const ORCHESTRATOR = 'seldon-container-engine';

/** Latency histogram of what callers asked of a predictor. */
export const SERVER_REQUESTS = 'seldon_api_executor_server_requests_seconds';
/** Latency histogram of what the orchestrator asked of each node of the graph. */
export const CLIENT_REQUESTS = 'seldon_api_executor_client_requests_seconds';

/** Upper bounds of the buckets of both histograms, but for the last, which has none. @public */
export const LATENCY_BOUNDS_SECONDS = [
  0.005,
  0.01,
  0.025,
  0.05,
  0.075,
  0.1,
  0.25,
  0.5,
  0.75,
  1,
  2.5,
  5,
  7.5,
  LONGEST_LATENCY_SECONDS,
] as const;

/** @public */
export type LatencyBoundSeconds = (typeof LATENCY_BOUNDS_SECONDS)[number];

/** Predictions, of all that callers may ask. */
export const PREDICTIONS = 'predictions|/.*/(Predict|ModelInfer)';

/** What a prediction asks of the nodes, of all that they are asked. */
export const NODE_CALLS = [
  '/predict',
  '/transform-input',
  '/transform-output',
  '/route',
  '/aggregate',
  '/v1/models/.*:predict',
  '/v2/models/.*/infer',
  '/.*/(Predict|TransformInput|TransformOutput|Route|Aggregate|ModelInfer)',
].join('|');

/** The model or its platform is to blame. */
export const SERVER_FAULT_CODES =
  '5..|Unknown|DeadlineExceeded|Unimplemented|Internal|Unavailable|DataLoss';

/** The caller is to blame. */
export const CALLER_FAULT_CODES = [
  '4..',
  'Canceled',
  'InvalidArgument',
  'NotFound',
  'AlreadyExists',
  'PermissionDenied',
  'ResourceExhausted',
  'FailedPrecondition',
  'Aborted',
  'OutOfRange',
  'Unauthenticated',
].join('|');
