import {
  Agent,
  request as httpRequest,
  type ClientRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';

const MAXIMUM_BODY_BYTES = 16 * 1024 * 1024;

/** A failure with the HTTP status it is answered with. */
export class HttpError extends Error {
  override readonly name = 'HttpError';

  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

export async function readBody(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message) {
    size += chunk.length;
    if (size > MAXIMUM_BODY_BYTES) {
      throw new HttpError(
        413,
        `body is larger than ${MAXIMUM_BODY_BYTES} bytes`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

export function parseJson(text: string): any {
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpError(400, 'the body is not valid JSON');
  }
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
) {
  response.writeHead(status, {
    'content-type': 'application/json',
    ...headers,
  });
  response.end(JSON.stringify(body));
}

export function sendText(
  response: ServerResponse,
  status: number,
  text: string,
  contentType = 'text/plain; charset=utf-8',
) {
  response.writeHead(status, { 'content-type': contentType });
  response.end(text);
}

export interface HttpAnswer {
  status: number;
  body: string;
}

export interface HttpRequest {
  host: string;
  port: number;
  path: string;
  method?: 'GET' | 'POST';
  body?: unknown;
  timeoutMs: number;
  agent?: Agent;
  headers?: Record<string, string>;
}

/** A connection that was kept may be closed by the other side just when it is used again; clients then take another. */
export const wasKeptTooLong = (
  { reusedSocket }: ClientRequest,
  { code }: NodeJS.ErrnoException,
) => reusedSocket && code === 'ECONNRESET';

/** Fails when there is no answer; an answer of any status is an answer. */
export function sendRequest(options: HttpRequest): Promise<HttpAnswer> {
  const { host, port, path, method = 'GET', timeoutMs, agent } = options;
  const body =
    options.body === undefined ? undefined : JSON.stringify(options.body);
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        host,
        port,
        path,
        method,
        agent,
        headers: {
          ...options.headers,
          ...(body && {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
          }),
        },
        signal: AbortSignal.timeout(timeoutMs),
      },
      response => {
        readBody(response).then(
          text => resolve({ status: response.statusCode ?? 0, body: text }),
          reject,
        );
      },
    );
    request.on('error', error =>
      wasKeptTooLong(request, error)
        ? sendRequest(options).then(resolve, reject)
        : reject(error),
    );
    request.end(body);
  });
}
