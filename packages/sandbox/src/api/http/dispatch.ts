import {
  failure,
  forbidden,
  methodNotAllowed,
  noSuchPath,
  PageNotFound,
} from '../errors';
import { refusal, type Attributes } from '../rbac';
import { sendText } from './answer';
import {
  parseResourcePath,
  targetOf,
  verbOf,
  type ApiRequest,
  type ResourcePath,
} from './ApiRequest';
import { answerDiscovery } from './discovery';
import { podLog } from './logs';
import { answerOpenApi } from './openapi';
import { patchObject } from './patches';
import { proxy } from './proxy';
import { getObject, listObjects } from './reads';
import { answerReview, findReview } from './reviews';
import { getScale, patchScale, replaceScale } from './scale';
import type { ServerContext } from './ServerContext';
import { watchObjects } from './watch';
import {
  createObject,
  deleteCollection,
  deleteObject,
  replaceObject,
  type Handler,
} from './writes';

const objectHandlers: Record<string, Handler | undefined> = {
  get: getObject,
  list: listObjects,
  watch: watchObjects,
  create: createObject,
  update: replaceObject,
  patch: patchObject,
  delete: deleteObject,
  deletecollection: deleteCollection,
};

const statusHandlers: Record<string, Handler | undefined> = {
  get: getObject,
  update: replaceObject,
  patch: patchObject,
};

const scaleHandlers: Record<string, Handler | undefined> = {
  get: getScale,
  update: replaceScale,
  patch: patchScale,
};

const proxied = ['get', 'create', 'update', 'patch', 'delete'];

function handlerFor(
  verb: string,
  { of, name, subresource }: ReturnType<typeof targetOf>,
): Handler | undefined {
  if (verb === 'create' && name && !subresource) return undefined;
  if (!subresource) return objectHandlers[verb];
  if (subresource === 'status' && of.hasStatus) return statusHandlers[verb];
  if (subresource === 'scale' && of.hasScale) return scaleHandlers[verb];
  const isCore = of.group === '';
  if (isCore && of.resource === 'pods' && subresource === 'log') {
    return verb === 'get' ? podLog : undefined;
  }
  const canProxy = isCore && ['pods', 'services'].includes(of.resource);
  if (canProxy && subresource === 'proxy') {
    return proxied.includes(verb) ? proxy : undefined;
  }
  throw noSuchPath();
}

/** Finds who answers a request that was let in, after asking whether its user may. */
export async function dispatch(
  request: ApiRequest,
  context: ServerContext,
): Promise<void> {
  const resourcePath = parseResourcePath(request.path);
  if (!resourcePath) {
    answerOther(request, context);
    return;
  }
  const review = findReview(resourcePath);
  if (review) {
    if (request.method !== 'POST') throw methodNotAllowed();
    await answerReview(request, review, context);
    return;
  }
  const verb = verbOf(request.method, resourcePath, request.query);
  authorize(request, resourcePath, verb, context);
  const target = targetOf(resourcePath, context.cluster.registry);
  const handle = handlerFor(verb, target);
  if (!handle) throw methodNotAllowed();
  await handle(request, target, context);
}

function authorize(
  { user }: ApiRequest,
  { group, resource, subresource, namespace, name }: ResourcePath,
  verb: string,
  { authorizer }: ServerContext,
) {
  const attributes: Attributes = {
    verb,
    group,
    resource,
    subresource,
    namespace,
    name,
  };
  if (authorizer.decide(user, attributes).allowed) return;
  const of = { group, resource, kind: resource };
  throw forbidden(of, name ?? '', refusal(user, attributes));
}

function answerOther(request: ApiRequest, context: ServerContext) {
  const { user, method, path, response } = request;
  const attributes = { verb: method.toLowerCase(), path };
  if (!context.authorizer.decide(user, attributes).allowed) {
    throw failure(
      403,
      'Forbidden',
      `forbidden: ${refusal(user, attributes)}`,
      {},
    );
  }
  if (method !== 'GET' && method !== 'HEAD') throw methodNotAllowed();
  if (['/healthz', '/livez', '/readyz'].includes(path)) {
    sendText(response, 200, 'ok', 'text/plain; charset=utf-8');
    return;
  }
  if (answerOpenApi(request, context)) return;
  if (answerDiscovery(request, context)) return;
  throw new PageNotFound();
}
