import { createHash } from 'node:crypto';
import { PageNotFound } from '../errors';
import type { Registry, ResourceDefinition } from '../resources';
import { sendJson } from './answer';
import type { ApiRequest } from './ApiRequest';
import { servedGroups } from './discovery';
import type { ServerContext } from './ServerContext';

const hashOf = (document: object) =>
  createHash('sha256')
    .update(JSON.stringify(document))
    .digest('hex')
    .slice(0, 32);

const info = { title: 'Kubernetes', version: 'v1.32.0' };

const documentPath = (group: string, version: string) =>
  group ? `apis/${group}/${version}` : `api/${version}`;

const queryParameter = (name: string) => ({
  name,
  in: 'query',
  schema: { type: 'string', uniqueItems: true },
});

/** `kubectl apply` looks here whether the server validates fields and supports dry run. */
const patchParameters = [
  'dryRun',
  'fieldManager',
  'fieldValidation',
  'force',
].map(queryParameter);

const schemaName = ({ group, kind }: ResourceDefinition, version: string) =>
  [...(group || 'core.api.k8s.io').split('.').reverse(), version, kind].join(
    '.',
  );

function pathsOf(of: ResourceDefinition, version: string) {
  const gvk = { group: of.group, version, kind: of.kind };
  const schema = { $ref: `#/components/schemas/${schemaName(of, version)}` };
  const root = `/${documentPath(of.group, version)}${of.namespaced ? '/namespaces/{namespace}' : ''}/${of.resource}`;
  const operation = (action: string) => ({
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': gvk,
    parameters: patchParameters,
    responses: {
      200: {
        description: 'OK',
        content: { 'application/json': { schema } },
      },
    },
  });
  return {
    [root]: { get: operation('list'), post: operation('post') },
    [`${root}/{name}`]: {
      get: operation('get'),
      put: operation('put'),
      patch: operation('patch'),
      delete: operation('delete'),
    },
  };
}

/** What is known of a kind's fields, so that it can be explained; what is common to all is not repeated. */
function fieldsOf({ structure }: ResourceDefinition) {
  const { metadata: _metadata, ...fields } = structure?.properties ?? {};
  return fields;
}

function documentOf(registry: Registry, group: string, version: string) {
  const served = registry.all.filter(
    of => of.group === group && of.versions.includes(version),
  );
  return {
    openapi: '3.0.0',
    info,
    paths: Object.assign({}, ...served.map(of => pathsOf(of, version))),
    components: {
      schemas: Object.fromEntries(
        served.map(of => [
          schemaName(of, version),
          {
            type: 'object',
            ...of.schema,
            properties: { ...of.schema.properties, ...fieldsOf(of) },
            'x-kubernetes-preserve-unknown-fields': true,
            'x-kubernetes-group-version-kind': [
              { group, version, kind: of.kind },
            ],
          },
        ]),
      ),
    },
  };
}

/**
 * `kubectl apply` reads version 2, in protobuf, when it validates a `List` by itself. It skips kinds
 * that are not described, so a document without any lets the server decide.
 */
const versionTwo = { swagger: '2.0', info, paths: {}, definitions: {} };
const versionTwoType =
  'application/com.github.proto-openapi.spec.v2.v1.0+protobuf';

function protobufText(number: number, text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.from([(number << 3) | 2, bytes.length]), bytes]);
}

/** The same document as a message of gnostic's `openapi.v2.Document`. */
const versionTwoProtobuf = Buffer.concat([
  protobufText(1, versionTwo.swagger),
  protobufText(
    2,
    `${protobufText(1, info.title)}${protobufText(2, info.version)}`,
  ),
]);

function answerVersionTwo({ raw, response }: ApiRequest) {
  if (!raw.headers.accept?.includes('proto-openapi')) {
    sendJson(response, 200, versionTwo);
    return;
  }
  response.writeHead(200, { 'content-type': versionTwoType });
  response.end(versionTwoProtobuf);
}

/** Answers `/openapi…`. `false` when the path is another. */
export function answerOpenApi(
  request: ApiRequest,
  { cluster: { registry } }: ServerContext,
): boolean {
  const { path, response } = request;
  if (path === '/openapi/v2') {
    answerVersionTwo(request);
    return true;
  }
  const groups = [...servedGroups(registry)].flatMap(([group, versions]) =>
    versions.map(version => ({ group, version })),
  );
  if (path === '/openapi/v3') {
    sendJson(response, 200, {
      paths: Object.fromEntries(
        groups.map(({ group, version }) => [
          documentPath(group, version),
          {
            serverRelativeURL: `/openapi/v3/${documentPath(group, version)}?hash=${hashOf(documentOf(registry, group, version))}`,
          },
        ]),
      ),
    });
    return true;
  }
  if (!path.startsWith('/openapi/v3/')) return false;
  const wanted = groups.find(
    ({ group, version }) =>
      path === `/openapi/v3/${documentPath(group, version)}`,
  );
  if (!wanted) throw new PageNotFound();
  sendJson(response, 200, documentOf(registry, wanted.group, wanted.version));
  return true;
}
