import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  badRequest,
  methodNotAllowed,
  noSuchPath,
  PageNotFound,
} from '../errors';
import type { Registry, ResourceDefinition } from '../resources';
import type { User } from '../rbac';

/** A path below `/api` or `/apis` taken apart. */
export interface ResourcePath {
  group: string;
  version: string;
  namespace?: string;
  resource: string;
  name?: string;
  subresource?: string;
  /** What follows `proxy/`. */
  rest?: string;
}

export interface Target extends ResourcePath {
  of: ResourceDefinition;
}

export interface ApiRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  user: User;
  raw: IncomingMessage;
  response: ServerResponse;
}

/** What is proxied keeps its own escapes. */
const split = (parts: string[]): [string[], string] => [
  parts.slice(0, 3).map(decoded),
  parts
    .slice(3)
    .map(part => `/${part}`)
    .join(''),
];

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw badRequest(`invalid URL escape in ${JSON.stringify(segment)}`);
  }
}

/** `undefined` for paths that are not about resources, such as `/version` and `/apis/apps`. */
export function parseResourcePath(path: string): ResourcePath | undefined {
  const segments = path.split('/').slice(1);
  const root = segments.shift();
  if (root !== 'api' && root !== 'apis') return undefined;
  const group = root === 'apis' ? segments.shift() : '';
  const version = segments.shift();
  if (group === undefined || !version || !segments[0]) return undefined;
  return {
    group: decoded(group),
    version: decoded(version),
    ...resourceParts(segments),
  };
}

function resourceParts(parts: string[]) {
  const inNamespace =
    parts[0] === 'namespaces' &&
    parts.length > 2 &&
    !['status', 'finalize'].includes(parts[2]);
  const [[resource, name, subresource], rest] = split(
    inNamespace ? parts.slice(2) : parts,
  );
  const namespaceObject = !inNamespace && resource === 'namespaces' && name;
  return {
    ...(inNamespace && { namespace: decoded(parts[1]) }),
    ...(namespaceObject && { namespace: name }),
    resource,
    ...(name && { name }),
    ...(subresource && { subresource }),
    ...(subresource === 'proxy' && { rest }),
  };
}

const collectionVerbs: Record<string, string | undefined> = {
  GET: 'list',
  HEAD: 'list',
  POST: 'create',
  DELETE: 'deletecollection',
};

const objectVerbs: Record<string, string | undefined> = {
  GET: 'get',
  HEAD: 'get',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
  POST: 'create',
};

export function isWatch(query: URLSearchParams) {
  const watch = query.get('watch');
  return watch !== null && watch !== '0' && watch !== 'false';
}

/** The verb as RBAC knows it. */
export function verbOf(
  method: string,
  { name }: ResourcePath,
  query: URLSearchParams,
): string {
  const verb = name ? objectVerbs[method] : collectionVerbs[method];
  if (!verb) throw methodNotAllowed();
  return verb === 'list' && isWatch(query) ? 'watch' : verb;
}

/** Kubernetes' own groups answer for themselves; for any other nobody does. */
export const unserved = ({ group }: { group: string }, registry: Registry) =>
  registry.all.some(of => of.group === group && !of.custom)
    ? noSuchPath()
    : new PageNotFound();

export function targetOf(path: ResourcePath, registry: Registry): Target {
  const of = registry.find(path);
  if (!of?.versions.includes(path.version)) throw unserved(path, registry);
  const namespace = of.namespaced ? path.namespace : undefined;
  if (of.namespaced && path.name && !namespace) throw unserved(path, registry);
  return { ...path, of, namespace };
}
