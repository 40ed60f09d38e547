import http from 'node:http';
import https from 'node:https';
import { ServiceUnavailableError } from '@backstage/errors';
import type { KubeConfig } from '@kubernetes/client-node';
import type { z } from 'zod/v3';
import { errorOfAnswer, errorOfFailure, ExpiredError } from './errors';
import { pageSchema } from './objects';
import {
  DEFAULT_RETRY_POLICY,
  isRepeatable,
  withRetries,
  type Outcome,
  type RetryPolicy,
} from './retry';
import { resourcePath, type KubeResource } from './resources';

const DEFAULT_TIMEOUT_SECONDS = 10;
const DEFAULT_MAXIMUM_BYTES = 64 * 1024 * 1024;
const PAGE_SIZE = 500;
const LIST_ATTEMPTS = 3;
const KEEP_ALIVE = { keepAlive: true, timeout: 60_000 };

export interface KubeRequest {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
  query?: Record<string, string | number | undefined>;
  body?: { contentType: string; content: string };
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Ends the asking again, but no attempt that is under way: whoever writes wants to know what became of it. */
  patience?: AbortSignal;
  timeoutSeconds?: number;
  maximumBytes?: number;
}

export interface KubeAnswer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: string;
}

export interface ListOptions {
  namespace?: string;
  labelSelector?: string;
  fieldSelector?: string;
  signal?: AbortSignal;
}

export interface Collected {
  items: unknown[];
  resourceVersion?: string;
}

/** Requests to one API server: bounded in time and size, with failures in our own words. */
export class KubeClient {
  private readonly connections: { agent?: http.Agent };

  constructor(
    readonly cluster: string,
    private readonly kubeConfig: KubeConfig,
    private readonly options: {
      /** How persistent it can be. */
      retryPolicy?: RetryPolicy;
      /** Default: each request is made once. */
      retries?: boolean;
      connections?: { agent?: http.Agent };
    } = {},
  ) {
    this.connections = options.connections ?? {};
  }

  /**
   * The same, but what may be asked twice is asked again after a failure that passes. For changes, which somebody waits
   * for to be made; a page would rather say at once that a cluster is hard to reach.
   */
  persistent(): KubeClient {
    return new KubeClient(this.cluster, this.kubeConfig, {
      ...this.options,
      retries: true,
      connections: this.connections,
    });
  }

  /** Parses a 2xx answer, throws for any other. */
  async json<S extends z.ZodTypeAny>(
    schema: S,
    request: KubeRequest,
  ): Promise<z.output<S>> {
    return this.read(schema, request, await this.send(request));
  }

  /** Parses an answer that is there already; throws unless it is 2xx. */
  read<S extends z.ZodTypeAny>(
    schema: S,
    request: Pick<KubeRequest, 'path'>,
    answer: KubeAnswer,
  ): z.output<S> {
    if (answer.status < 200 || answer.status > 299) {
      throw errorOfAnswer(this.cluster, answer);
    }
    let value: unknown;
    try {
      value = JSON.parse(answer.body);
    } catch (error) {
      throw new ServiceUnavailableError(
        `Cluster ${this.cluster} answered ${request.path} with something that is not JSON`,
        error,
      );
    }
    const parsed = schema.safeParse(value);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new ServiceUnavailableError(
        `Cluster ${this.cluster} answered ${request.path} in an unknown shape: ${issue.path.join('.')}: ${issue.message}`,
      );
    }
    return parsed.data;
  }

  /** Every item of a collection, not parsed yet. */
  async list(
    resource: KubeResource,
    options: ListOptions = {},
  ): Promise<unknown[]> {
    return (await this.collect(resource, options)).items;
  }

  /** The same, with the version of the collection, from which it can be watched. */
  async collect(
    resource: KubeResource,
    options: ListOptions = {},
  ): Promise<Collected> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.collectPages(resource, options);
      } catch (error) {
        // A page token runs out when reading takes long and much changes meanwhile.
        if (!(error instanceof ExpiredError)) {
          throw error;
        }
        if (attempt === LIST_ATTEMPTS) {
          throw new ServiceUnavailableError(error.message);
        }
      }
    }
  }

  private async collectPages(
    resource: KubeResource,
    { namespace, labelSelector, fieldSelector, signal }: ListOptions,
  ): Promise<Collected> {
    const items: unknown[] = [];
    let next: string | undefined;
    let resourceVersion: string | undefined;
    do {
      const page: z.output<typeof pageSchema> = await this.json(pageSchema, {
        path: resourcePath(resource, { namespace }),
        query: {
          limit: PAGE_SIZE,
          continue: next,
          labelSelector,
          fieldSelector,
        },
        signal,
      });
      for (const item of page.items) {
        items.push(item);
      }
      resourceVersion ??= page.metadata?.resourceVersion;
      next = page.metadata?.continue || undefined;
    } while (next);
    return { items, resourceVersion };
  }

  /** Any answer at all, whatever its status. Throws only where there is none. */
  async send(request: KubeRequest): Promise<KubeAnswer> {
    const attempt = () => this.attempt(request);
    const { retries, retryPolicy = DEFAULT_RETRY_POLICY } = this.options;
    const outcome =
      retries && isRepeatable(request)
        ? await withRetries(request, retryPolicy, attempt)
        : await attempt();
    if ('failure' in outcome) {
      throw outcome.failure;
    }
    return outcome.answer;
  }

  /** @throws what the caller aborts with, and what would come of every further attempt too */
  private async attempt(request: KubeRequest): Promise<Outcome> {
    const timeoutSeconds = request.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS;
    const timeout = AbortSignal.timeout(timeoutSeconds * 1000);
    const signal = request.signal
      ? AbortSignal.any([request.signal, timeout])
      : timeout;
    try {
      return { answer: await this.exchange(request, signal) };
    } catch (error) {
      if (request.signal?.aborted) {
        throw request.signal.reason;
      }
      if (error instanceof ServiceUnavailableError) {
        throw error;
      }
      const failure = errorOfFailure(this.cluster, error, {
        timedOut: timeout.aborted,
        timeoutSeconds,
      });
      return { failure };
    }
  }

  private async exchange(
    request: KubeRequest,
    signal: AbortSignal,
  ): Promise<KubeAnswer> {
    const incoming = await this.open(request, signal);
    const maximumBytes = request.maximumBytes ?? DEFAULT_MAXIMUM_BYTES;
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of incoming as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > maximumBytes) {
        incoming.destroy();
        throw new ServiceUnavailableError(
          `Cluster ${this.cluster} answered ${request.path} with more than ${maximumBytes} bytes`,
        );
      }
      chunks.push(chunk);
    }
    return {
      status: incoming.statusCode ?? 0,
      headers: incoming.headers,
      body: Buffer.concat(chunks).toString('utf8'),
    };
  }

  /** Begins an exchange: the answer's head is there, its body comes as it comes. For answers without an end; `json` and `send` are for all others. */
  async open(
    request: KubeRequest,
    signal: AbortSignal,
  ): Promise<http.IncomingMessage> {
    signal.throwIfAborted();
    const server = this.kubeConfig.getCurrentCluster()?.server ?? '';
    const url = new URL(server.replace(/\/$/, '') + request.path);
    for (const [name, value] of Object.entries(request.query ?? {})) {
      if (value !== undefined) {
        url.searchParams.set(name, String(value));
      }
    }
    const options: https.RequestOptions = {
      method: request.method ?? 'GET',
      headers: {
        Accept: 'application/json',
        ...(request.body && {
          'Content-Type': request.body.contentType,
          'Content-Length': Buffer.byteLength(request.body.content),
        }),
        ...request.headers,
      },
    };
    await this.kubeConfig.applyToHTTPSOptions(options);
    options.agent = this.keepAlive(options.agent);
    const transport = url.protocol === 'http:' ? http : https;
    return new Promise((resolve, reject) => {
      const outgoing = transport.request(url, { ...options, signal }, resolve);
      outgoing.on('error', reject);
      outgoing.end(request.body?.content);
    });
  }

  /** The client library makes an agent for each request; one that keeps connections open saves a handshake each time. Agents of an outgoing proxy are left as they are. */
  private keepAlive(
    made: http.RequestOptions['agent'],
  ): http.Agent | undefined {
    const { connections } = this;
    if (!connections.agent && made instanceof https.Agent) {
      connections.agent =
        made.constructor === https.Agent
          ? new https.Agent({ ...made.options, ...KEEP_ALIVE })
          : made;
    }
    if (!connections.agent && made instanceof http.Agent) {
      connections.agent =
        made.constructor === http.Agent ? new http.Agent(KEEP_ALIVE) : made;
    }
    return connections.agent;
  }
}
