import type { GraphUnit } from '../../controllers/seldon/types';

/** What a node does with a message, and in which order a graph asks for it. */
export type NodeMethod =
  | 'predict'
  | 'transform-input'
  | 'transform-output'
  | 'route'
  | 'aggregate'
  | 'send-feedback';

export type Inbound =
  | { service: 'predictions' }
  | { service: 'feedback' }
  | { service: 'status'; node?: string }
  /** Without a node: that of the whole graph. */
  | { service: 'metadata'; node?: string };

export interface Protocol {
  /** What a request from outside asks for. `undefined`: nothing this protocol knows. */
  match(method: string, path: string): Inbound | undefined;
  /** The path of a node's method; also its `service` label. */
  path(unit: GraphUnit, method: NodeMethod): string;
  statusPath(unit: GraphUnit): string;
  metadataPath(unit: GraphUnit): string;
  /** The body of a failure. */
  failure(status: number, message: string): unknown;
}

const seldon: Protocol = {
  match(method, path) {
    if (method === 'POST' && /^\/api\/v(0\.1|1\.0)\/predictions$/.test(path)) {
      return { service: 'predictions' };
    }
    if (method === 'POST' && /^\/api\/v(0\.1|1\.0)\/feedback$/.test(path)) {
      return { service: 'feedback' };
    }
    if (method !== 'GET') {
      return undefined;
    }
    if (path === '/api/v1.0/health/status') {
      return { service: 'status' };
    }
    const node =
      /^\/api\/v(?:0\.1|1\.0)\/(status|metadata)(?:\/([^/]+))?$/.exec(path);
    return node
      ? { service: node[1] as 'status' | 'metadata', node: node[2] }
      : undefined;
  },
  path: (_, method) => `/${method}`,
  statusPath: () => '/health/status',
  metadataPath: () => '/metadata',
  failure: (status, message) => ({
    status: { code: status, info: message, status: 'FAILURE' },
  }),
};

const tensorflow: Protocol = {
  match(method, path) {
    if (
      method === 'POST' &&
      /^\/v1\/models(\/[^/:]+)?\/?(:predict)$/.test(path)
    ) {
      return { service: 'predictions' };
    }
    if (method === 'POST' && path === '/api/v1.0/feedback') {
      return { service: 'feedback' };
    }
    const metadata = /^\/v1\/models\/([^/:]+)\/metadata$/.exec(path);
    if (method === 'GET' && metadata) {
      return { service: 'metadata', node: metadata[1] };
    }
    const status = /^\/v1\/models\/([^/:]+)$/.exec(path);
    return method === 'GET' && status
      ? { service: 'status', node: status[1] }
      : undefined;
  },
  path: ({ name }, method) =>
    method === 'send-feedback'
      ? '/send-feedback'
      : `/v1/models/${name}:predict`,
  statusPath: ({ name }) => `/v1/models/${name}`,
  metadataPath: ({ name }) => `/v1/models/${name}/metadata`,
  failure: (_, message) => ({ error: message }),
};

const openInference: Protocol = {
  match(method, path) {
    if (method === 'POST' && /^\/v2\/models(\/[^/]+)?\/infer$/.test(path)) {
      return { service: 'predictions' };
    }
    if (method !== 'GET') {
      return undefined;
    }
    if (path === '/v2/health/ready') {
      return { service: 'status' };
    }
    const status = /^\/v2\/models\/([^/]+)\/ready$/.exec(path);
    if (status) {
      return { service: 'status', node: status[1] };
    }
    const metadata = /^\/v2\/models\/([^/]+)$/.exec(path);
    return metadata ? { service: 'metadata', node: metadata[1] } : undefined;
  },
  path: ({ name }) => `/v2/models/${name}/infer`,
  statusPath: ({ name }) => `/v2/models/${name}/ready`,
  metadataPath: ({ name }) => `/v2/models/${name}`,
  failure: (_, message) => ({ error: message }),
};

export const protocols = { seldon, tensorflow, v2: openInference };
