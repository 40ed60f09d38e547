import { PageNotFound } from '../errors';
import type { Registry, ResourceDefinition } from '../resources';
import { groupVersion } from '../resources';
import { negotiate, send } from './answer';
import { unserved, type ApiRequest } from './ApiRequest';
import { reviewKinds } from './reviews';
import type { ServerContext } from './ServerContext';

const readVerbs = ['get', 'list', 'watch'];
const writeVerbs = ['create', 'delete', 'deletecollection', 'patch', 'update'];

interface Subresource {
  name: string;
  kind: string;
  group?: string;
  version?: string;
  verbs: string[];
}

interface ServedResource {
  name: string;
  singularName: string;
  namespaced: boolean;
  kind: string;
  verbs: string[];
  shortNames?: string[];
  categories?: string[];
  subresources: Subresource[];
}

const proxyVerbs = ['create', 'delete', 'get', 'patch', 'update'];
const objectVerbs = ['get', 'patch', 'update'];

function subresourcesOf(of: ResourceDefinition): Subresource[] {
  const isCore = of.group === '';
  return [
    ...(of.hasStatus && !of.readOnly
      ? [{ name: 'status', kind: of.kind, verbs: objectVerbs }]
      : []),
    ...(of.hasScale
      ? [
          {
            name: 'scale',
            kind: 'Scale',
            group: 'autoscaling',
            version: 'v1',
            verbs: objectVerbs,
          },
        ]
      : []),
    ...(isCore && of.resource === 'pods'
      ? [{ name: 'log', kind: 'Pod', verbs: ['get'] }]
      : []),
    ...(isCore && ['pods', 'services'].includes(of.resource)
      ? [
          {
            name: 'proxy',
            kind:
              of.resource === 'pods'
                ? 'PodProxyOptions'
                : 'ServiceProxyOptions',
            verbs: proxyVerbs,
          },
        ]
      : []),
  ];
}

function verbsOf({ readOnly, kind }: ResourceDefinition): string[] {
  if (readOnly) return readVerbs;
  return [...readVerbs, ...writeVerbs]
    .filter(verb => verb !== 'deletecollection' || kind !== 'Namespace')
    .sort();
}

function servedIn(
  registry: Registry,
  group: string,
  version: string,
): ServedResource[] {
  const stored = registry.all
    .filter(of => of.group === group && of.versions.includes(version))
    .map(of => ({
      name: of.resource,
      singularName: of.singular,
      namespaced: of.namespaced,
      kind: of.kind,
      verbs: verbsOf(of),
      ...(of.shortNames && { shortNames: of.shortNames }),
      ...(of.categories && { categories: of.categories }),
      subresources: subresourcesOf(of),
    }));
  const asked = reviewKinds
    .filter(review => review.group === group && version === 'v1')
    .map(({ resource, kind, namespaced = false }) => ({
      name: resource,
      singularName: kind.toLowerCase(),
      namespaced,
      kind,
      verbs: ['create'],
      subresources: [],
    }));
  return [...stored, ...asked];
}

/** Every group with its versions, preferred first. */
export function servedGroups(registry: Registry): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  const reviews = reviewKinds.map(review => ({ ...review, versions: ['v1'] }));
  for (const { group, versions } of [...registry.all, ...reviews]) {
    groups.set(group, [
      ...new Set([...(groups.get(group) ?? []), ...versions]),
    ]);
  }
  return groups;
}

function apiGroup(group: string, versions: string[]) {
  const all = versions.map(version => ({
    groupVersion: groupVersion(group, version),
    version,
  }));
  return { name: group, versions: all, preferredVersion: all[0] };
}

function resourceList(registry: Registry, group: string, version: string) {
  const served = servedIn(registry, group, version);
  if (served.length === 0) throw unserved({ group }, registry);
  return {
    kind: 'APIResourceList',
    // The list of the core group has none.
    ...(group && { apiVersion: 'v1' }),
    groupVersion: groupVersion(group, version),
    resources: served.flatMap(({ subresources, ...resource }) => [
      resource,
      ...subresources.map(({ name, ...subresource }) => ({
        name: `${resource.name}/${name}`,
        singularName: '',
        namespaced: resource.namespaced,
        ...subresource,
      })),
    ]),
  };
}

/** One document for a whole root, which spares a client one request per group. */
function aggregated(registry: Registry, isCore: boolean) {
  const groups = [...servedGroups(registry)].filter(
    ([group]) => (group === '') === isCore,
  );
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    metadata: {},
    items: groups.map(([group, versions]) => ({
      metadata: { name: group || undefined, creationTimestamp: null },
      versions: versions.map(version => ({
        version,
        freshness: 'Current',
        resources: servedIn(registry, group, version).map(each => ({
          resource: each.name,
          responseKind: { group, version, kind: each.kind },
          scope: each.namespaced ? 'Namespaced' : 'Cluster',
          singularResource: each.singularName,
          verbs: each.verbs,
          shortNames: each.shortNames,
          categories: each.categories,
          subresources: each.subresources.map(subresource => ({
            subresource: subresource.name,
            responseKind: {
              group: subresource.group ?? group,
              version: subresource.version ?? version,
              kind: subresource.kind,
            },
            verbs: subresource.verbs,
          })),
        })),
      })),
    })),
  };
}

const versionInfo = {
  major: '1',
  minor: '32',
  gitVersion: 'v1.32.0+sandbox',
  gitCommit: '',
  gitTreeState: 'clean',
  buildDate: '1970-01-01T00:00:00Z',
  goVersion: '',
  compiler: '',
  platform: `${process.platform}/${process.arch}`,
};

function legacyRoot(request: ApiRequest) {
  return {
    kind: 'APIVersions',
    versions: ['v1'],
    serverAddressByClientCIDRs: [
      {
        clientCIDR: '0.0.0.0/0',
        serverAddress: request.raw.headers.host ?? '',
      },
    ],
  };
}

function discoveryDocument(
  request: ApiRequest,
  registry: Registry,
): object | undefined {
  const [root, group, version, ...more] = request.path
    .split('/')
    .filter(Boolean);
  if (root === 'version' && !group) return versionInfo;
  if (root === 'api' && !version) {
    return group ? resourceList(registry, '', group) : legacyRoot(request);
  }
  if (root !== 'apis' || more.length > 0) return undefined;
  if (group && version) return resourceList(registry, group, version);
  const groups = servedGroups(registry);
  if (group) {
    const versions = groups.get(group);
    if (!versions) throw new PageNotFound();
    return { kind: 'APIGroup', apiVersion: 'v1', ...apiGroup(group, versions) };
  }
  return {
    kind: 'APIGroupList',
    apiVersion: 'v1',
    groups: [...groups]
      .filter(([name]) => name !== '')
      .map(([name, versions]) => apiGroup(name, versions)),
  };
}

/** Answers `/version`, `/api…` and `/apis…` above the resources. `false` when the path is another. */
export function answerDiscovery(
  request: ApiRequest,
  { cluster: { registry } }: ServerContext,
): boolean {
  const root = request.path.replace(/\/$/, '');
  const isRoot = root === '/api' || root === '/apis';
  const representation = negotiate(
    request.raw,
    isRoot ? ['APIGroupDiscoveryList'] : [],
  );
  const document = representation.as
    ? aggregated(registry, root === '/api')
    : discoveryDocument(request, registry);
  if (!document) return false;
  if (representation.as) {
    request.response.setHeader('vary', 'Accept');
    sendAggregated(request, document);
  } else {
    send(request.response, 200, document, representation);
  }
  return true;
}

function sendAggregated({ response }: ApiRequest, document: object) {
  const text = JSON.stringify(document);
  response.writeHead(200, {
    'content-type':
      'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}
