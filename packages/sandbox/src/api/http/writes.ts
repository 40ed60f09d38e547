import type { KubeObject } from '../Cluster';
import {
  badRequest,
  conflict,
  forbidden,
  invalid,
  invalidOption,
  methodNotAllowed,
} from '../errors';
import { listPage } from '../paging';
import { groupVersion, keyOf, type ResourceDefinition } from '../resources';
import { refusal } from '../rbac';
import type { WriteContext } from '../writer';
import type { DeleteOptions } from '../writeRules';
import { negotiate, send, success } from './answer';
import type { ApiRequest, Target } from './ApiRequest';
import { readObject } from './body';
import { requireReadable } from './fieldValidation';
import { viewFor, selection } from './reads';
import { objectFormats, viewOfList, viewOfObject } from './representation';
import type { ServerContext } from './ServerContext';
import { admit } from './webhooks/admit';

export type Handler = (
  request: ApiRequest,
  target: Target,
  context: ServerContext,
) => void | Promise<void>;

const maximumManagerLength = 128;

const optionsKinds: Record<string, string | undefined> = {
  POST: 'CreateOptions',
  PUT: 'UpdateOptions',
  DELETE: 'DeleteOptions',
};

const optionsKind = (method: string) => optionsKinds[method] ?? 'PatchOptions';

/** Who writes: the query says, else the first word of the user agent. */
function managerOf({ method, query, raw }: ApiRequest): string {
  const given = query.get('fieldManager');
  if (given && given.length > maximumManagerLength) {
    throw invalidOption(optionsKind(method), {
      reason: 'FieldValueTooLong',
      field: 'fieldManager',
      detail: `may not be more than ${maximumManagerLength} bytes`,
    });
  }
  return given || (raw.headers['user-agent'] ?? '').split('/')[0] || 'unknown';
}

function isDryRun(method: string, values: string[]): boolean {
  if (values.every(value => value === 'All')) return values.length > 0;
  throw invalidOption(optionsKind(method), {
    reason: 'FieldValueNotSupported',
    field: 'dryRun',
    value: values,
    detail: 'supported values: "All"',
  });
}

export function writeContext(
  request: ApiRequest,
  target: Target,
): WriteContext {
  const { subresource } = target;
  return {
    manager: managerOf(request),
    apiVersion: groupVersion(target.group, target.version),
    dryRun: isDryRun(
      request.method,
      request.query.getAll('dryRun').filter(Boolean),
    ),
    ...((subresource === 'status' || subresource === 'scale') && {
      subresource,
    }),
  };
}

function requireKind(object: KubeObject, of: ResourceDefinition) {
  if (object.kind === of.kind) return;
  if (object.kind && of.custom) {
    throw invalid({ ...of, kind: object.kind }, object.metadata.name ?? '', [
      {
        reason: 'FieldValueInvalid',
        field: 'kind',
        value: object.kind,
        detail: `must be ${of.kind}`,
      },
    ]);
  }
  if (!object.kind && !of.custom) return;
  throw badRequest(
    `the object provided is unrecognized (must be of type ${of.kind}): ${object.kind ? `kind is ${object.kind}` : `Object 'Kind' is missing`}`,
  );
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
  requireKind(object, of);
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
  const asked = fitToPath(body, target);
  requireReadable(request, target, asked);
  const write = writeContext(request, target);
  const object = await admit({
    ...{ request, target, context, operation: 'CREATE' },
    name: asked.metadata.name ?? '',
    dryRun: Boolean(write.dryRun),
    write: options =>
      context.cluster.writer.create(target.of, asked, { ...write, ...options }),
  });
  answerObject(request, target, context, { code: 201, object });
};

/** Whoever replaces an object may mean one that is gone, and another of that name has come. */
function requireSameUid(
  asked: KubeObject,
  live: KubeObject,
  of: ResourceDefinition,
) {
  const { uid } = asked.metadata;
  if (!uid || uid === live.metadata.uid) return;
  throw conflict(
    of,
    live.metadata.name,
    `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${live.metadata.uid}`,
  );
}

/** Changes the object that the path names, if webhooks let it. */
export function updateAdmitted(
  request: ApiRequest,
  target: Target,
  context: ServerContext,
  change: (live: KubeObject) => KubeObject,
  more: Pick<WriteContext, 'applied'> = {},
): Promise<KubeObject> {
  const { of, namespace } = target;
  const name = target.name!;
  const write = { ...writeContext(request, target), ...more };
  return admit({
    ...{ request, target, context, name, operation: 'UPDATE' },
    dryRun: Boolean(write.dryRun),
    write: options =>
      context.cluster.writer.update(of, { namespace, name }, change, {
        ...write,
        ...options,
      }),
  });
}

/** Deletes one object, if webhooks let it. */
function deleteAdmitted(
  request: ApiRequest,
  target: Target,
  context: ServerContext,
  { name, options }: { name: string; options: DeleteOptions },
): Promise<KubeObject> {
  const { of, namespace } = target;
  return admit({
    ...{ request, target, context, name, operation: 'DELETE' },
    dryRun: Boolean(options.dryRun),
    write: ({ dryRun }) =>
      context.cluster.writer.delete(
        of,
        { namespace, name },
        { ...options, dryRun },
      ),
  });
}

export const replaceObject: Handler = async (request, target, context) => {
  const body = await readObject(request.raw);
  if (!body)
    throw badRequest('the body of an update request must not be empty');
  if (target.of.readOnly) throw methodNotAllowed();
  const asked = fitToPath(body, target);
  requireReadable(request, target, asked);
  if (target.of.custom && !asked.metadata.resourceVersion) {
    const { group, resource } = target.of;
    throw invalid({ group, kind: resource }, asked.metadata.name, [
      {
        reason: 'FieldValueInvalid',
        field: 'metadata.resourceVersion',
        value: 0,
        detail: 'must be specified for an update',
      },
    ]);
  }
  const object = await updateAdmitted(request, target, context, live => {
    requireSameUid(asked, live, target.of);
    return asked;
  });
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
    throw invalidOption('DeleteOptions', {
      reason: 'FieldValueNotSupported',
      field: 'propagationPolicy',
      value: propagation,
      detail: `supported values: "Background", "Foreground", "Orphan"`,
    });
  }
  return {
    propagation,
    uid: body?.preconditions?.uid,
    resourceVersion: body?.preconditions?.resourceVersion,
    dryRun: isDryRun('DELETE', [
      ...(body?.dryRun ?? []),
      ...query.getAll('dryRun').filter(Boolean),
    ]),
  };
}

export const deleteObject: Handler = async (request, target, context) => {
  const options = await deleteOptions(request);
  const { of } = target;
  if (of.readOnly) throw methodNotAllowed();
  const name = target.name!;
  const object = await deleteAdmitted(request, target, context, {
    name,
    options,
  });
  const isWaiting = Boolean(object.metadata.deletionTimestamp);
  if (isWaiting || of.returnsDeleted) {
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
  const { store } = context.cluster;
  const { items, version } = listPage(store, target.of, {
    namespace: target.namespace,
    matches: selection(request, target),
    selective: true,
  });
  for (const item of items) {
    if (store.get(target.of, keyOf(item))) {
      const { name, namespace } = item.metadata;
      const one = { ...target, namespace };
      await deleteAdmitted(request, one, context, { name, options });
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
