import { once } from 'node:events';
import * as http from 'node:http';
import * as https from 'node:https';
import { createInterface } from 'node:readline';
import type { KubeAccess } from './kubeconfig';

const timeoutMilliseconds = 30_000;
const userAgent = 'conformance/1.0';
const maximumBytes = 64 * 1024 * 1024;

export interface KubeRequest {
  method?: string;
  path: string;
  query?: Record<string, string | number | boolean | undefined>;
  body?: unknown;
  /** Sent as it is, with this content type, instead of JSON. */
  rawBody?: { type: string; text: string };
  contentType?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

export interface KubeResponse {
  status: number;
  headers: http.IncomingHttpHeaders;
  /** Parsed when it is JSON, text otherwise: whatever a server may say is looked at here. */
  body: any;
}

export interface WatchEvent {
  type: string;
  object: any;
}

export interface KubeWatch {
  status: number;
  /** The answer's body when the server did not open a stream. */
  refusal?: any;
  /** The next event, `undefined` when the server closed the stream. */
  next(): Promise<WatchEvent | undefined>;
  close(): void;
}

/**
 * Kubernetes over plain HTTP. A client library would hide what is compared here: status codes,
 * headers, refusals and the framing of watches.
 */
export class KubeHttp {
  private constructor(
    private readonly access: KubeAccess,
    private readonly agent: http.Agent,
    private readonly headers: Record<string, string> = {},
  ) {}

  static create(access: KubeAccess): KubeHttp {
    const agent = access.server.startsWith('https:')
      ? new https.Agent({ keepAlive: true, ca: access.caData })
      : new http.Agent({ keepAlive: true });
    return new KubeHttp(access, agent);
  }

  /** The same server, with another token or none. */
  withToken(token: string | undefined): KubeHttp {
    return new KubeHttp({ ...this.access, token }, this.agent);
  }

  /** The same server as somebody else, which an administrator may ask for. */
  impersonating(user: string): KubeHttp {
    return new KubeHttp(this.access, this.agent, { 'Impersonate-User': user });
  }

  get server(): string {
    return this.access.server;
  }

  async request(request: KubeRequest): Promise<KubeResponse> {
    const response = await this.send(request);
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of response) {
      bytes += chunk.length;
      if (bytes > maximumBytes) {
        response.destroy();
        throw new Error(
          `${request.path}: the answer exceeds ${maximumBytes} bytes`,
        );
      }
      chunks.push(chunk);
    }
    return {
      status: response.statusCode!,
      headers: response.headers,
      body: parseBody(response, Buffer.concat(chunks).toString('utf8')),
    };
  }

  async watch(request: KubeRequest): Promise<KubeWatch> {
    const abort = new AbortController();
    const asked = { ...request, query: { ...request.query, watch: true } };
    const response = await this.send({ ...asked, signal: abort.signal });
    const lines = createInterface({ input: response });
    response.on('error', () => lines.close());
    if (response.statusCode !== 200) {
      let text = '';
      for await (const line of lines) text += line;
      return {
        status: response.statusCode!,
        refusal: parseBody(response, text),
        next: async () => undefined,
        close: () => abort.abort(),
      };
    }
    const iterator = lines[Symbol.asyncIterator]();
    return {
      status: 200,
      async next() {
        const timer = setTimeout(
          () => response.destroy(new Error('no event came')),
          timeoutMilliseconds,
        );
        const { value, done } = await iterator.next();
        clearTimeout(timer);
        if (response.errored) throw response.errored;
        return done ? undefined : JSON.parse(value);
      },
      close: () => abort.abort(),
    };
  }

  private async send(request: KubeRequest): Promise<http.IncomingMessage> {
    const url = new URL(this.access.server + request.path);
    for (const [name, value] of Object.entries(request.query ?? {})) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    const { text, type } = bodyOf(request);
    const library = url.protocol === 'https:' ? https : http;
    const outgoing = library.request(url, {
      agent: this.agent,
      method: request.method ?? 'GET',
      signal: request.signal,
      timeout: timeoutMilliseconds,
      headers: {
        Accept: 'application/json',
        // Whoever writes without a field manager is known by this.
        'User-Agent': userAgent,
        ...(this.access.token && {
          Authorization: `Bearer ${this.access.token}`,
        }),
        ...(type && {
          'Content-Type': type,
          'Content-Length': Buffer.byteLength(text),
        }),
        ...this.headers,
        ...request.headers,
      },
    });
    outgoing.on('timeout', () =>
      outgoing.destroy(
        new Error(`${request.path}: no answer in ${timeoutMilliseconds} ms`),
      ),
    );
    outgoing.end(text);
    const [response] = await once(outgoing, 'response');
    return response;
  }
}

function bodyOf({ body, rawBody, contentType }: KubeRequest): {
  text: string;
  type?: string;
} {
  if (rawBody) return rawBody;
  if (body === undefined) return { text: '' };
  return {
    text: JSON.stringify(body),
    type: contentType ?? 'application/json',
  };
}

function parseBody(response: http.IncomingMessage, text: string): unknown {
  const type = response.headers['content-type'] ?? '';
  if (!type.includes('json') || !text) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
