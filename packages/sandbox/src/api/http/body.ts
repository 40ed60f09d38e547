import type { IncomingMessage } from 'node:http';
import { parse as parseYaml } from 'yaml';
import type { KubeObject } from '../Cluster';
import { badRequest, failure } from '../errors';
import { isObject } from '../json';
import { ProtobufError } from './protobuf';
import { readProtobuf } from './protobufKinds';

export const maximumBodyBytes = 3 * 1024 * 1024;

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > maximumBodyBytes) {
      throw failure(
        413,
        'RequestEntityTooLarge',
        `Request entity too large: limit is ${maximumBodyBytes}`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export const readBody = async (request: IncomingMessage) =>
  (await readBytes(request)).toString('utf8');

export const mediaType = (request: IncomingMessage) =>
  (request.headers['content-type'] ?? 'application/json')
    .split(';')[0]
    .trim()
    .toLowerCase();

export const unsupportedMediaType = (accepted: string[]) =>
  failure(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`,
  );

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badRequest(
      `couldn't get version/kind; json parse error: ${(error as Error).message}`,
    );
  }
}

export function parseJsonOrYaml(text: string): unknown {
  try {
    return parseYaml(text, { maxAliasCount: 100 });
  } catch (error) {
    throw badRequest(`error decoding YAML: ${(error as Error).message}`);
  }
}

/** The object in the body, or `undefined` when there is none. */
export async function readObject(
  request: IncomingMessage,
): Promise<KubeObject | undefined> {
  const bytes = await readBytes(request);
  const type = mediaType(request);
  if (bytes.length === 0) return undefined;
  if (type === 'application/vnd.kubernetes.protobuf') {
    return asObject(decodeProtobuf(bytes));
  }
  const text = bytes.toString('utf8');
  if (text.trim() === '') return undefined;
  if (type === 'application/yaml') return asObject(parseJsonOrYaml(text));
  if (type === 'application/json') return asObject(parseJson(text));
  throw unsupportedMediaType(['application/json', 'application/yaml']);
}

function decodeProtobuf(bytes: Buffer): unknown {
  try {
    return readProtobuf(bytes);
  } catch (error) {
    if (!(error instanceof ProtobufError)) throw error;
    throw failure(
      415,
      'UnsupportedMediaType',
      `the sandbox cannot read this protobuf body: ${error.message}; send application/json or application/yaml`,
    );
  }
}

export function asObject(value: unknown): KubeObject {
  if (!isObject(value)) throw badRequest('the body must be an object');
  const metadata = isObject(value.metadata) ? value.metadata : {};
  return { ...value, metadata } as KubeObject;
}
