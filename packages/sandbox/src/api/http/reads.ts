import { badRequest, invalidOption, notFound } from '../errors';
import { listPage } from '../paging';
import { groupVersion } from '../resources';
import { fieldSelector, labelSelector, type Predicate } from '../selectors';
import { negotiate, send } from './answer';
import type { ApiRequest, Target } from './ApiRequest';
import {
  listFormats,
  objectFormats,
  viewOfList,
  viewOfObject,
  type View,
} from './representation';
import type { ServerContext } from './ServerContext';

export function viewFor(
  { raw, query }: ApiRequest,
  { of, group, version }: Target,
  formats: string[],
  { cluster }: ServerContext,
): View {
  return {
    of,
    apiVersion: groupVersion(group, version),
    representation: negotiate(raw, formats),
    tableOptions: {
      now: cluster.now(),
      includeObject: query.get('includeObject'),
    },
  };
}

/** Everything the query selects: labels, fields, and the name in the path. */
export function selection(
  { query }: ApiRequest,
  { of, name }: Target,
): Predicate {
  const labels = labelSelector(query.get('labelSelector'));
  const fields = fieldSelector(of, query.get('fieldSelector'));
  return object =>
    labels(object) &&
    fields(object) &&
    (!name || object.metadata.name === name);
}

export function numberParameter(
  query: URLSearchParams,
  name: string,
): number | undefined {
  const text = query.get(name);
  if (!text) return undefined;
  if (!/^\d+$/.test(text)) {
    throw badRequest(
      `strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`,
    );
  }
  return Number(text);
}

export function getObject(
  request: ApiRequest,
  target: Target,
  context: ServerContext,
) {
  const { of, namespace } = target;
  const name = target.name!;
  const object = context.cluster.store.get(of, { namespace, name });
  if (!object) throw notFound(of, name);
  const view = viewFor(request, target, objectFormats, context);
  send(request.response, 200, viewOfObject(object, view), view.representation);
}

export function listObjects(
  request: ApiRequest,
  target: Target,
  context: ServerContext,
) {
  const { query, response } = request;
  if (query.get('resourceVersionMatch') && !query.get('resourceVersion')) {
    throw invalidOption('ListOptions', {
      reason: 'FieldValueForbidden',
      field: 'resourceVersionMatch',
      detail:
        'resourceVersionMatch is forbidden unless resourceVersion is provided',
    });
  }
  const page = listPage(context.cluster.store, target.of, {
    namespace: target.namespace,
    matches: selection(request, target),
    selective: Boolean(
      query.get('labelSelector') || query.get('fieldSelector'),
    ),
    limit: numberParameter(query, 'limit'),
    continueToken: query.get('continue') ?? undefined,
    resourceVersion: query.get('resourceVersion') ?? undefined,
    exact: query.get('resourceVersionMatch') === 'Exact',
  });
  const view = viewFor(request, target, listFormats, context);
  const { items, version, continueToken, remainingItemCount } = page;
  const metadata = {
    resourceVersion: String(version),
    ...(continueToken && { continue: continueToken }),
    ...(remainingItemCount && { remainingItemCount }),
  };
  send(response, 200, viewOfList(items, metadata, view), view.representation);
}
