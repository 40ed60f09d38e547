import { setTimeout as delay } from 'node:timers/promises';
import { statusSchema } from './objects';
import type { KubeAnswer, KubeRequest } from './KubeClient';

/** How long to keep asking an API server that is busy, restarting or hard to reach. */
export interface RetryPolicy {
  attempts: number;
  /** The wait before the second attempt; it doubles from then on. */
  baseMs: number;
  /** No attempt begins later than this after the first. */
  withinMs: number;
  /** From 0 to 1: spreads the waits of several callers. */
  random: () => number;
}

export const DEFAULT_RETRY_POLICY: RetryPolicy = {
  attempts: 5,
  baseMs: 200,
  withinMs: 30_000,
  random: Math.random,
};

/** What came of an attempt: an answer, or why there is none. */
export type Outcome = { answer: KubeAnswer } | { failure: Error };

/** Whether the request may arrive twice, because twice is the same as once. */
export function isRepeatable({ method = 'GET', body }: KubeRequest): boolean {
  return (
    method === 'GET' ||
    method === 'DELETE' ||
    (method === 'PATCH' && body?.contentType === 'application/apply-patch+yaml')
  );
}

/** Asks again while the policy allows and the outcome is one that passes. */
export async function withRetries(
  request: KubeRequest,
  policy: RetryPolicy,
  attempt: () => Promise<Outcome>,
): Promise<Outcome> {
  const given = [request.signal, request.patience].filter(each => !!each);
  const signal = AbortSignal.any(given);
  const lastStart = performance.now() + policy.withinMs;
  for (let number = 1; ; number += 1) {
    const outcome = await attempt();
    const askedMs = waitAskedForMs(outcome);
    if (
      number >= policy.attempts ||
      signal.aborted ||
      !isPassing(outcome, request)
    ) {
      return outcome;
    }
    const backOffMs =
      policy.baseMs * 2 ** (number - 1) * (0.5 + policy.random() / 2);
    const waitMs = Math.max(backOffMs, askedMs ?? 0);
    if (performance.now() + waitMs > lastStart) {
      return outcome;
    }
    try {
      await delay(waitMs, undefined, { signal });
    } catch {
      return outcome;
    }
  }
}

const PASSING = [429, 500, 502, 503, 504];

/** Said with a 500, and true the next time too. */
const PERMANENT =
  /failed to create typed patch object|failed calling webhook.*not found/s;

function isPassing(outcome: Outcome, { body }: KubeRequest): boolean {
  if ('failure' in outcome) {
    return true;
  }
  const { status } = outcome.answer;
  if (PASSING.includes(status)) {
    return !PERMANENT.test(outcome.answer.body);
  }
  // Two writers met. Who asked for a certain version, or met another owner, meets them again.
  return (
    status === 409 &&
    body?.contentType === 'application/apply-patch+yaml' &&
    !isPreconditioned(body.content) &&
    !conflictsOf(outcome.answer).length
  );
}

function isPreconditioned(content: string): boolean {
  const { metadata } = JSON.parse(content) as {
    metadata?: { resourceVersion?: string };
  };
  return !!metadata?.resourceVersion;
}

/** The fields that others own, where that is why an apply was refused. */
export function conflictsOf({
  body,
}: Pick<KubeAnswer, 'body'>): { message?: string; field?: string }[] {
  const status = statusSchema.safeParse(parseJson(body));
  return status.success
    ? (status.data.details?.causes ?? []).filter(
        ({ reason }) => reason === 'FieldManagerConflict',
      )
    : [];
}

function waitAskedForMs(outcome: Outcome): number | undefined {
  if ('failure' in outcome) {
    return undefined;
  }
  const { headers, body } = outcome.answer;
  const status = statusSchema.safeParse(parseJson(body));
  const seconds =
    headers['retry-after'] ??
    (status.success ? status.data.details?.retryAfterSeconds : undefined);
  const ms = Number(seconds) * 1000;
  return Number.isFinite(ms) && ms > 0 ? ms : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
