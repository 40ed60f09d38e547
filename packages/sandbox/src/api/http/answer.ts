import type { IncomingMessage, ServerResponse } from 'node:http';
import { stringify as stringifyYaml } from 'yaml';
import { failure, type Status } from '../errors';

export interface Representation {
  yaml: boolean;
  /** `Table`, `PartialObjectMetadata`, `PartialObjectMetadataList` or a discovery format. */
  as?: string;
}

const acceptable = ['application/json', 'application/yaml'];

/** What the client would like best of what there is. */
export function negotiate(
  request: IncomingMessage,
  offered: string[],
): Representation {
  const accept = request.headers.accept || '*/*';
  for (const option of accept.split(',')) {
    const [type, ...parameters] = option.split(';').map(each => each.trim());
    const as = parameters.find(each => each.startsWith('as='))?.slice(3);
    const version = parameters.find(each => each.startsWith('v='))?.slice(2);
    const known =
      !as || (offered.includes(as) && ['v1', 'v2'].includes(version ?? 'v1'));
    const readable =
      acceptable.includes(type) || type === '*/*' || type === 'application/*';
    if (known && readable) {
      return { yaml: type === 'application/yaml', ...(as && { as }) };
    }
  }
  throw failure(
    406,
    'NotAcceptable',
    `406: Not Acceptable\n\nAvailable representations: ${acceptable.join(', ')}`,
    {},
  );
}

export function sendJson(
  response: ServerResponse,
  code: number,
  body: unknown,
) {
  sendText(response, code, JSON.stringify(body), 'application/json');
}

export function sendText(
  response: ServerResponse,
  code: number,
  text: string,
  type: string,
) {
  response.writeHead(code, {
    'content-type': type,
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-cache, private',
  });
  response.end(text);
}

export function send(
  response: ServerResponse,
  code: number,
  body: unknown,
  { yaml }: Representation,
) {
  if (yaml) sendText(response, code, stringifyYaml(body), 'application/yaml');
  else sendJson(response, code, body);
}

export function sendStatus(response: ServerResponse, status: Status) {
  const retryAfter = status.details?.retryAfterSeconds;
  if (retryAfter) response.setHeader('retry-after', String(retryAfter));
  sendJson(response, status.code, status);
}

export const success = (details: Status['details']) => ({
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Success',
  details,
});
