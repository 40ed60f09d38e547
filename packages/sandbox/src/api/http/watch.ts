import { failure, invalidOption } from '../errors';
import type { Predicate } from '../selectors';
import type { ApiRequest, Target } from './ApiRequest';
import { numberParameter, selection, viewFor } from './reads';
import { objectFormats } from './representation';
import type { ServerContext } from './ServerContext';
import { WatchStream, type WatchOptions } from './WatchStream';

const defaultTimeoutSeconds = 30 * 60;

function readOptions({ query }: ApiRequest, { of }: Target): WatchOptions {
  const resourceVersion = query.get('resourceVersion') ?? '';
  if (!/^\d*$/.test(resourceVersion)) {
    throw failure(
      500,
      '',
      `resourceVersion: Invalid value: ${JSON.stringify(resourceVersion)}: strconv.ParseUint: parsing ${JSON.stringify(resourceVersion)}: invalid syntax`,
    );
  }
  const bookmarks = query.get('allowWatchBookmarks') === 'true';
  const initial = query.get('sendInitialEvents');
  if (
    initial !== null &&
    query.get('resourceVersionMatch') !== 'NotOlderThan'
  ) {
    throw invalidOption('ListOptions', {
      reason: 'FieldValueForbidden',
      field: 'resourceVersionMatch',
      detail: `sendInitialEvents requires setting resourceVersionMatch to NotOlderThan for ${of.resource}`,
    });
  }
  const startsWithState =
    initial === null ? Number(resourceVersion) === 0 : initial === 'true';
  return {
    from: startsWithState ? undefined : Number(resourceVersion),
    bookmarks,
    announceInitialEnd: initial === 'true' && bookmarks,
    timeoutSeconds:
      numberParameter(query, 'timeoutSeconds') || defaultTimeoutSeconds,
  };
}

export function watchObjects(
  request: ApiRequest,
  target: Target,
  context: ServerContext,
) {
  const options = readOptions(request, target);
  const selected = selection(request, target);
  const { namespace } = target;
  const matches: Predicate = object =>
    (!namespace || object.metadata.namespace === namespace) && selected(object);
  const view = viewFor(request, target, objectFormats, context);
  const { response } = request;
  response.writeHead(200, {
    'content-type': 'application/json',
    'cache-control': 'no-cache, private',
  });
  response.flushHeaders();
  new WatchStream({ request, target, context, options, matches, view }).start();
}
