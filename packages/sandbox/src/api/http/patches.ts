import type { KubeObject } from '../Cluster';
import {
  badRequest,
  failure,
  invalid,
  invalidOption,
  methodNotAllowed,
  notFound,
} from '../errors';
import { serverSideApply } from '../fields/serverSideApply';
import { isObject } from '../json';
import { jsonPatch } from '../patch/jsonPatch';
import { mergePatch } from '../patch/mergePatch';
import { strategicMerge } from '../patch/strategicMerge';
import type { FieldSchema } from '../schema';
import { unknownFields } from '../structure';
import { timestamp } from '../timestamp';
import type { ApiRequest, Target } from './ApiRequest';
import {
  asObject,
  mediaType,
  parseJson,
  parseJsonOrYaml,
  readBody,
  unsupportedMediaType,
} from './body';
import { requireReadable } from './fieldValidation';
import type { ServerContext } from './ServerContext';
import { admit } from './webhooks/admit';
import {
  answerObject,
  fitToPath,
  requireCreate,
  updateAdmitted,
  writeContext,
  type Handler,
} from './writes';

const applyTypes = [
  'application/apply-patch+yaml',
  'application/apply-patch+json',
];

type Patch = (target: object, patch: unknown, schema: FieldSchema) => unknown;

const patchTypes: Record<string, Patch | undefined> = {
  'application/json-patch+json': jsonPatch,
  'application/merge-patch+json': mergePatch,
  'application/strategic-merge-patch+json': strategicMerge,
};

const acceptedTypes = ({ of }: Target) => [
  'application/json-patch+json',
  'application/merge-patch+json',
  ...(of.custom ? [] : ['application/strategic-merge-patch+json']),
  'application/apply-patch+yaml',
];

/** The function that a request's patch is, from the object before to the object after. */
export async function readPatch(
  request: ApiRequest,
  target: Target,
): Promise<(before: object) => unknown> {
  const type = mediaType(request.raw);
  const apply = patchTypes[type];
  if (!apply) {
    throw failure(
      415,
      'UnsupportedMediaType',
      '415: Unsupported Media Type',
      {},
    );
  }
  if (!acceptedTypes(target).includes(type)) {
    throw unsupportedMediaType(acceptedTypes(target));
  }
  if (request.query.get('force')) {
    throw invalidOption('PatchOptions', {
      reason: 'FieldValueForbidden',
      field: 'force',
      detail: 'may not be specified for non-apply patch',
    });
  }
  const patch = parseJson(await readBody(request.raw));
  if (type !== 'application/json-patch+json' && !isObject(patch)) {
    throw badRequest('a merge patch must be an object');
  }
  return before => apply(before, patch, target.of.schema);
}

export const patchObject: Handler = async (request, target, context) => {
  if (target.of.readOnly) throw methodNotAllowed();
  if (applyTypes.includes(mediaType(request.raw))) {
    await applyObject(request, target, context);
    return;
  }
  const patch = await readPatch(request, target);
  const { apiVersion } = writeContext(request, target);
  const object = await updateAdmitted(request, target, context, live => {
    const result = asObject(patch({ ...live, apiVersion }));
    requireReadableResult(request, target, result);
    return fitToPath(result, target);
  });
  answerObject(request, target, context, { code: 200, object });
};

/** A patch is refused for what it makes of the object. */
function requireReadableResult(
  request: ApiRequest,
  target: Target,
  result: KubeObject,
) {
  const { of } = target;
  const refuse = (why: string) =>
    invalid({ group: '', kind: '' }, '', [
      {
        reason: 'FieldValueInvalid',
        field: 'patch',
        value: JSON.stringify(result),
        detail: why,
      },
    ]);
  if (!of.custom && result.kind !== of.kind) {
    throw refuse(`its kind would be ${result.kind ?? 'missing'}`);
  }
  requireReadable(request, target, result, refuse);
}

/** What is applied owns each field by its place in the schema, so there must be one. */
function requireDeclared(body: KubeObject, { of }: Target) {
  const unknown = of.structure ? unknownFields(body, of.structure) : [];
  if (unknown.length === 0) return;
  const lines = unknown.map(path => `.${path}: field not declared in schema`);
  const { namespace = '', name = '' } = body.metadata;
  throw failure(
    500,
    '',
    `failed to create typed patch object (${namespace}/${name}; ${body.apiVersion}, Kind=${of.kind}): ${lines.length === 1 ? lines[0] : ['errors:', ...lines.map(line => `  ${line}`)].join('\n')}`,
  );
}

/** A status is applied through its own path, and only there. */
function configOf(body: KubeObject, { of, subresource }: Target): KubeObject {
  const { status, ...rest } = body;
  if (subresource !== 'status') return of.hasStatus ? rest : body;
  const { apiVersion, kind, metadata } = body;
  return {
    apiVersion,
    kind,
    metadata: { name: metadata.name, namespace: metadata.namespace },
    ...(status !== undefined && { status }),
  };
}

async function applyObject(
  request: ApiRequest,
  target: Target,
  context: ServerContext,
) {
  const { query } = request;
  if (!query.get('fieldManager')) {
    throw invalidOption('PatchOptions', {
      reason: 'FieldValueRequired',
      field: 'fieldManager',
      detail: 'is required for apply patch',
    });
  }
  const body = asObject(parseJsonOrYaml(await readBody(request.raw)));
  if (body.kind !== target.of.kind) {
    throw badRequest(
      `invalid object type: ${body.apiVersion?.includes('/') ? '' : '/'}${body.apiVersion ?? ''}, Kind=${body.kind ?? ''}`,
    );
  }
  if (body.metadata.managedFields) {
    throw badRequest('metadata.managedFields must be nil');
  }
  const fitted = fitToPath(body, target);
  requireDeclared(body, target);
  const config = configOf(fitted, target);
  const { cluster } = context;
  const write = { ...writeContext(request, target), applied: true };
  const applied = (live: KubeObject | undefined) =>
    serverSideApply({
      live,
      config,
      schema: target.of.schema,
      by: {
        manager: write.manager,
        operation: 'Apply',
        apiVersion: write.apiVersion!,
        ...(write.subresource && { subresource: write.subresource }),
      },
      force: query.get('force') === 'true',
      time: timestamp(cluster.now()),
    });

  const { of, namespace } = target;
  const key = { namespace, name: target.name! };
  if (cluster.store.get(of, key)) {
    const object = await updateAdmitted(request, target, context, applied, {
      applied: true,
    });
    answerObject(request, target, context, { code: 200, object });
    return;
  }
  if (target.subresource) throw notFound(of, key.name);
  requireCreate(request, target, context);
  const object = await admit({
    ...{ request, target, context, operation: 'CREATE', name: key.name },
    dryRun: Boolean(write.dryRun),
    write: options =>
      cluster.writer.create(of, applied(undefined), { ...write, ...options }),
  });
  answerObject(request, target, context, { code: 201, object });
}
