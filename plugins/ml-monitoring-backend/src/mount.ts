import { InputError } from '@backstage/errors';
import type { Endpoint } from 'backstage-plugin-ml-monitoring-common';
import type { Request, Response, Router } from 'express';
import type { z } from 'zod/v3';
import { describeIssue } from './describeIssue';

/** A parsed request. */
export interface Input<E extends Endpoint> {
  params: z.output<E['params']>;
  query: z.output<E['query']>;
  body: z.output<E['body']>;
  request: Request;
  /** Aborted when the caller goes away. */
  signal: AbortSignal;
}

type Handler<E extends Endpoint> = (
  input: Input<E>,
) => Promise<z.input<E['response']>>;

/** Adds one endpoint of the contract: the input is parsed before, and the answer checked after, the handler. */
export function mount<E extends Endpoint>(
  router: Router,
  endpoint: E,
  handler: Handler<E>,
): void {
  router[endpoint.method](endpoint.path, async (request, response) => {
    const signal = untilClosed(response);
    try {
      const answer = await handler({
        params: parse(endpoint.params, request.params),
        query: parse(endpoint.query, request.query),
        body: parse(endpoint.body, request.body ?? {}),
        request,
        signal,
      });
      response.json(endpoint.response.parse(answer));
    } catch (error) {
      // Nobody is there to be told, and leaving a page is no failure of ours for the log.
      const { cause = error } = error as Error;
      if (cause !== signal.reason || !signal.aborted) {
        throw error;
      }
    }
  });
}

function parse<S extends z.ZodTypeAny>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    throw new InputError(describeIssue(parsed.error.issues[0], value));
  }
  return parsed.data;
}

function untilClosed(response: Response): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => {
    if (!response.writableEnded) {
      controller.abort(new Error('The caller went away'));
    }
  });
  return controller.signal;
}
