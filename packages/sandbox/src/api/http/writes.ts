import type { KubeObject } from '../Cluster';
import {
  badRequest,
  forbidden,
  invalid,
  methodNotAllowed,
  type FieldError,
} from '../errors';
import { listPage } from '../paging';
import { groupVersion, keyOf } from '../resources';
import { refusal } from '../rbac';
import type { WriteContext } from '../writer';
import type { DeleteOptions } from '../writeRules';
import { negotiate, send, success } from './answer';
import type { ApiRequest, Target } from './ApiRequest';
import { readObject } from './body';
import { viewFor, selection } from './reads';
import { objectFormats, viewOfList, viewOfObject } from './representation';
import type { ServerContext } from './ServerContext';

export type Handler = (
  request: ApiRequest,
  target: Target,
  context: ServerContext,
) => void | Promise<void>;

const maximumManagerLength = 128;

/** Who writes: the query says, else the first word of the user agent. */
function managerOf({ query, raw }: ApiRequest): string {
  const given = query.get('fieldManager');
  if (given && given.length > maximumManagerLength) {
    throw invalid({ group: 'meta.k8s.io', kind: 'PatchOptions' }, '', [
      {
        reason: 'FieldValueInvalid',
        field: 'fieldManager',
        value: given,
        detail: `may not be more than ${maximumManagerLength} bytes`,
      },
    ]);
  }
  return given || (raw.headers['user-agent'] ?? '').split('/')[0] || 'unknown';
}

function isDryRun(values: string[]): boolean {
  const wrong = values.find(value => value !== 'All');
  if (wrong === undefined) return values.length > 0;
  throw invalid({ group: 'meta.k8s.io', kind: 'Options' }, '', [
    {
      reason: 'FieldValueNotSupported',
      field: 'dryRun',
      value: wrong,
      detail: 'supported values: "All"',
    },
  ]);
}

export function writeContext(
  request: ApiRequest,
  target: Target,
): WriteContext {
  const { subresource } = target;
  return {
    manager: managerOf(request),
    apiVersion: groupVersion(target.group, target.version),
    dryRun: isDryRun(request.query.getAll('dryRun').filter(Boolean)),
    ...((subresource === 'status' || subresource === 'scale') && {
      subresource,
    }),
  };
}

/** Refuses what the path does not agree with, and fills in what only the path says. */
export function fitToPath(object: KubeObject, target: Target): KubeObject {
  const { of, name, namespace } = target;
  const apiVersion = groupVersion(target.group, target.version);
  if (object.apiVersion && object.apiVersion !== apiVersion) {
    throw badRequest(
      `the API version in the data (${object.apiVersion}) does not match the expected API version (${apiVersion})`,
    );
  }
  if (object.kind && object.kind !== of.kind) {
    throw badRequest(
      `the object provided is unrecognized (must be of type ${of.kind}): kind is ${object.kind}`,
    );
  }
  const { metadata } = object;
  if (namespace && metadata.namespace && metadata.namespace !== namespace) {
    throw badRequest(
      `the namespace of the provided object does not match the namespace sent on the request`,
    );
  }
  if (name && metadata.name && metadata.name !== name) {
    throw badRequest(
      `the name of the object (${metadata.name}) does not match the name on the URL (${name})`,
    );
  }
  return {
    ...object,
    apiVersion,
    kind: of.kind,
    metadata: {
      ...metadata,
      ...(name && { name }),
      ...(namespace && { namespace }),
    },
  };
}

export function answerObject(
  request: ApiRequest,
  target: Target,
  context: ServerContext,
  { code, object }: { code: number; object: KubeObject },
) {
  const view = viewFor(request, target, objectFormats, context);
  send(request.response, code, viewOfObject(object, view), view.representation);
}

export const createObject: Handler = async (request, target, context) => {
  const body = await readObject(request.raw);
  if (!body) throw badRequest('the body of a create request must not be empty');
  if (target.of.readOnly) throw methodNotAllowed();
  const object = context.cluster.writer.create(
    target.of,
    fitToPath(body, target),
    writeContext(request, target),
  );
  answerObject(request, target, context, { code: 201, object });
};

export const replaceObject: Handler = async (request, target, context) => {
  const body = await readObject(request.raw);
  if (!body)
    throw badRequest('the body of an update request must not be empty');
  if (target.of.readOnly) throw methodNotAllowed();
  const asked = fitToPath(body, target);
  if (target.of.custom && !asked.metadata.resourceVersion) {
    throw invalid(target.of, asked.metadata.name, [
      {
        reason: 'FieldValueInvalid',
        field: 'metadata.resourceVersion',
        value: 0,
        detail: 'must be specified for an update',
      },
    ]);
  }
  const object = context.cluster.writer.update(
    target.of,
    keyOf(asked),
    () => asked,
    writeContext(request, target),
  );
  answerObject(request, target, context, { code: 200, object });
};

const propagations = ['Background', 'Foreground', 'Orphan'] as const;

async function deleteOptions(request: ApiRequest): Promise<DeleteOptions> {
  const { query, raw } = request;
  const body = (await readObject(raw)) as any;
  const propagation =
    body?.propagationPolicy ??
    query.get('propagationPolicy') ??
    ((body?.orphanDependents ?? query.get('orphanDependents') === 'true')
      ? 'Orphan'
      : 'Background');
  if (!propagations.includes(propagation)) {
    const error: FieldError = {
      reason: 'FieldValueNotSupported',
      field: 'propagationPolicy',
      value: propagation,
      detail: `supported values: "Background", "Foreground", "Orphan"`,
    };
    throw invalid({ group: 'meta.k8s.io', kind: 'DeleteOptions' }, '', [error]);
  }
  return {
    propagation,
    uid: body?.preconditions?.uid,
    resourceVersion: body?.preconditions?.resourceVersion,
    dryRun: isDryRun([
      ...(body?.dryRun ?? []),
      ...query.getAll('dryRun').filter(Boolean),
    ]),
  };
}

export const deleteObject: Handler = async (request, target, context) => {
  const options = await deleteOptions(request);
  const { of, namespace } = target;
  if (of.readOnly) throw methodNotAllowed();
  const name = target.name!;
  const { writer, store } = context.cluster;
  const before = store.get(of, { namespace, name });
  const object = writer.delete(of, { namespace, name }, options);
  const isStillThere = store.get(of, { namespace, name }) !== undefined;
  const isGone = options.dryRun
    ? !before?.metadata.finalizers?.length
    : !isStillThere;
  if (!isGone || of.kind === 'Pod') {
    answerObject(request, target, context, { code: 200, object });
    return;
  }
  send(
    request.response,
    200,
    success({
      name,
      ...(of.group && { group: of.group }),
      kind: of.resource,
      uid: object.metadata.uid,
    }),
    negotiate(request.raw, []),
  );
};

export const deleteCollection: Handler = async (request, target, context) => {
  const options = await deleteOptions(request);
  if (target.of.readOnly) throw methodNotAllowed();
  const { writer, store } = context.cluster;
  const { items, version } = listPage(store, target.of, {
    namespace: target.namespace,
    matches: selection(request, target),
    selective: true,
  });
  for (const item of items) {
    if (store.get(target.of, keyOf(item))) {
      writer.delete(target.of, keyOf(item), options);
    }
  }
  const view = viewFor(request, target, [], context);
  send(
    request.response,
    200,
    viewOfList(items, { resourceVersion: String(version) }, view),
    view.representation,
  );
};

/** Applying to what is not there creates it, which is a right of its own. */
export function requireCreate(
  { user }: ApiRequest,
  { of, namespace, subresource }: Target,
  { authorizer }: ServerContext,
) {
  const attributes = {
    verb: 'create',
    group: of.group,
    resource: of.resource,
    subresource,
    namespace,
  };
  if (!authorizer.decide(user, attributes).allowed) {
    throw forbidden(of, '', refusal(user, attributes));
  }
}
