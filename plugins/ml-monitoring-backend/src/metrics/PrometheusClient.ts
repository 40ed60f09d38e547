import { isError } from '@backstage/errors';
import type { z } from 'zod/v3';
import { foreignText } from '../foreignText';
import type { Answer, MetricsCallOptions } from './MetricsSource';
import { MetricsSourceError } from './MetricsSourceError';
import { envelopeSchema } from './answers';
import { createLimiter } from './createLimiter';
import { readBounded } from './readBounded';
import { refusalOf, URL_ADVICE, type TransportAdvice } from './refusal';

/** How a Prometheus is reached. */
export interface PrometheusTransport {
  /** In messages, e.g. `Prometheus of cluster local (http://127.0.0.1:9090)`. */
  title: string;
  /** Without `/api/v1`. */
  baseUrl: string;
  fetch: typeof fetch;
  /** Headers of each request, credentials among them. */
  headers?: () => Promise<Record<string, string>>;
  /** It answers only about the namespace named in the URL. */
  tenancy?: boolean;
  /** What stands in front of it takes POST for writing, which we may not do. */
  getOnly?: boolean;
  /** Default: as for one that is reached by its URL. */
  advice?: TransportAdvice;
  /** Where it tells of rules and alerts, if not where it answers queries. */
  rules?: { baseUrl: string; missingRight: string };
}

/** @internal */
export interface PrometheusLimits {
  timeoutMs: number;
  maximumBytes: number;
  /** Half of what Prometheus works on at once, since it has rules to evaluate and others to answer too. */
  concurrentRequests: number;
}

const DEFAULT_LIMITS: PrometheusLimits = {
  timeoutMs: 10_000,
  maximumBytes: 32 * 1024 * 1024,
  concurrentRequests: 10,
};

/** Many proxies refuse longer URLs. */
const LONGEST_QUERY_STRING = 1800;

/** Of Node's TLS. */
const CERTIFICATE_CODES = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME/;

type Parameters = Record<string, string>;

/** Speaks Prometheus' HTTP API: one bounded request, its envelope taken off, its errors in words. */
export class PrometheusClient {
  readonly #limits: PrometheusLimits;
  readonly #advice: TransportAdvice;
  readonly #limiter: ReturnType<typeof createLimiter>;

  static create(options: {
    transport: PrometheusTransport;
    limits?: Partial<PrometheusLimits>;
  }): PrometheusClient {
    return new PrometheusClient(options.transport, {
      ...DEFAULT_LIMITS,
      ...options.limits,
    });
  }

  private constructor(
    readonly transport: PrometheusTransport,
    limits: PrometheusLimits,
  ) {
    this.#limits = limits;
    this.#advice = transport.advice ?? URL_ADVICE;
    this.#limiter = createLimiter(limits.concurrentRequests);
  }

  /** @param path - below `/api/v1`, e.g. `/query` */
  async ask<S extends z.ZodTypeAny>(
    path: string,
    options: MetricsCallOptions & {
      schema: S;
      parameters: Parameters;
      /** The endpoint takes POST too, where the parameters are long. */
      takesPost?: boolean;
      /** It is about rules or their alerts. */
      aboutRules?: boolean;
    },
  ): Promise<Answer<z.output<S>>> {
    const { schema, signal, timeoutMs = this.#limits.timeoutMs } = options;
    const deadline = AbortSignal.timeout(timeoutMs);
    const either = signal ? AbortSignal.any([signal, deadline]) : deadline;
    try {
      const { status, location, text } = await this.#limiter(
        () => this.#send(path, options, either),
        either,
      );
      const { rules } = this.transport;
      const advice = this.#advice;
      return this.#read(schema, {
        path,
        status,
        location,
        text,
        advice:
          options.aboutRules && rules
            ? { ...advice, right: rules.missingRight }
            : advice,
      });
    } catch (error) {
      if (signal?.aborted) {
        throw signal.reason;
      }
      throw this.#explain(error, timeoutMs);
    }
  }

  async #send(
    path: string,
    options: MetricsCallOptions & {
      parameters: Parameters;
      takesPost?: boolean;
      aboutRules?: boolean;
    },
    signal: AbortSignal,
  ) {
    const { headers, tenancy, getOnly, rules } = this.transport;
    const { baseUrl } = (options.aboutRules && rules) || this.transport;
    const url = new URL(`${baseUrl.replace(/\/+$/, '')}/api/v1${path}`);
    const parameters = new URLSearchParams(options.parameters);
    if (tenancy && options.namespace) {
      parameters.set('namespace', options.namespace);
    }
    const posts =
      !getOnly &&
      options.takesPost &&
      parameters.toString().length > LONGEST_QUERY_STRING;
    if (!posts) {
      url.search = parameters.toString();
    }
    const response = await this.transport.fetch(url, {
      method: posts ? 'POST' : 'GET',
      headers: {
        Accept: 'application/json',
        // Most answers are short: packing them costs Prometheus more than it saves on the way.
        'Accept-Encoding': 'identity',
        ...(posts && { 'Content-Type': 'application/x-www-form-urlencoded' }),
        ...(await headers?.()),
      },
      ...(posts && { body: parameters.toString() }),
      // A redirect leads to a page for people to sign in, and must not carry our credentials there.
      redirect: 'manual',
      signal,
    });
    return {
      status: response.status,
      location: response.headers.get('location') ?? undefined,
      text: await readBounded(response, this.#limits.maximumBytes),
    };
  }

  #read<S extends z.ZodTypeAny>(
    schema: S,
    answer: {
      path: string;
      status: number;
      location?: string;
      text: string;
      advice: TransportAdvice;
    },
  ): Answer<z.output<S>> {
    const { path, status, location, text, advice } = answer;
    const body = parseJson(text);
    const envelope = envelopeSchema.safeParse(body);
    const isRefused =
      status < 200 ||
      status > 299 ||
      (envelope.success && envelope.data.status === 'error');
    if (isRefused) {
      const { problem, predicate } = refusalOf(
        { status, location, text, body },
        advice,
      );
      throw this.#error(problem, predicate);
    }
    if (!envelope.success || envelope.data.status !== 'success') {
      throw this.#error(
        'malformed',
        `answered ${path} with something that is not of Prometheus' HTTP API. ${advice.address}`,
      );
    }
    const data = schema.safeParse(envelope.data.data);
    if (!data.success) {
      const [issue] = data.error.issues;
      throw this.#error(
        'malformed',
        `answered ${path} in an unknown form (${issue.path.join('.')}: ${issue.message})`,
      );
    }
    const { warnings, infos, isPartial } = envelope.data;
    return {
      value: data.data,
      warnings: [
        ...[...(warnings ?? []), ...(infos ?? [])].map(foreignText),
        ...(isPartial ? [`${this.transport.title} answered in part only`] : []),
      ],
    };
  }

  #explain(error: unknown, timeoutMs: number): unknown {
    if (!isError(error) || error.name === 'MetricsSourceError') {
      return error;
    }
    if (error.name === 'TimeoutError') {
      return this.#error(
        'timeout',
        `did not answer within ${timeoutMs / 1000} s`,
        error,
      );
    }
    const cause = isError(error.cause) ? error.cause : error;
    if (cause.name === 'AnswerTooLargeError') {
      return this.#error(
        'too-large',
        `answered with more than ${Math.round(this.#limits.maximumBytes / 1024 / 1024)} MiB. A shorter range asks for less`,
        error,
      );
    }
    const code = (cause as { code?: unknown }).code;
    const name = typeof code === 'string' && code ? code : cause.message;
    return CERTIFICATE_CODES.test(name)
      ? this.#error(
          'unreachable',
          `has a certificate that is not trusted (${name}). Name whom to trust in tls of this entry of mlMonitoring.prometheus`,
          error,
        )
      : this.#error(
          'unreachable',
          `could not be reached (${name}). ${this.#advice.reach}`,
          error,
        );
  }

  #error(
    problem: MetricsSourceError['problem'],
    predicate: string,
    cause?: unknown,
  ) {
    return new MetricsSourceError(
      problem,
      `${this.transport.title} ${predicate}.`,
      cause,
    );
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
