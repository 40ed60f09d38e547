import type { Structure } from '../structure';
import {
  atomic,
  bounded,
  keyedList,
  kind,
  known,
  labelSelector,
  listOf,
  mapOf,
  numberBetween,
  object,
  oneOf,
  portNumber,
  status,
  string,
} from './parts';

const GROUP = 'gateway.networking.k8s.io';

const subdomain =
  '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*';

const groupName: Structure = {
  type: 'string',
  maxLength: 253,
  pattern: `^$|^${subdomain}$`,
};
const kindName: Structure = {
  ...bounded(1, 63),
  pattern: '^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$',
};
const namespace: Structure = {
  ...bounded(1, 63),
  pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$',
};
const name = bounded(1, 253);
const section: Structure = { ...name, pattern: `^${subdomain}$` };
const hostname: Structure = {
  ...bounded(1, 253),
  pattern: `^(\\*\\.)?${subdomain}$`,
};
const preciseHostname: Structure = {
  ...bounded(1, 253),
  pattern: `^${subdomain}$`,
};
const controllerName: Structure = {
  ...name,
  pattern: `^${subdomain}\\/[A-Za-z0-9\\/\\-._~%!$&'()*+,;=:]+$`,
};
const duration: Structure = {
  type: 'string',
  pattern: '^([0-9]{1,5}(h|m|s|ms)){1,4}$',
};

const atMost = (maxItems: number, list: Structure): Structure => ({
  ...list,
  maxItems,
});

const parentRef = object(
  {
    group: { ...groupName, default: GROUP },
    kind: { ...kindName, default: 'Gateway' },
    name,
    namespace,
    port: portNumber,
    sectionName: section,
  },
  'name',
);

const backend = {
  group: { ...groupName, default: '' },
  kind: { ...kindName, default: 'Service' },
  name,
  namespace,
  port: portNumber,
} satisfies Record<string, Structure>;

const headerName: Structure = {
  ...bounded(1, 256),
  pattern: "^[A-Za-z0-9!#$%&'*+\\-.^_\\x60|~]+$",
};
const headers = atMost(
  16,
  keyedList(
    object({ name: headerName, value: bounded(1, 4096) }, 'name', 'value'),
    'name',
  ),
);
const headerModifier = object({
  add: headers,
  remove: atMost(16, {
    ...listOf(string),
    'x-kubernetes-list-type': 'set',
  }),
  set: headers,
});

const pathModifier = object(
  {
    replaceFullPath: { type: 'string', maxLength: 1024 },
    replacePrefixMatch: { type: 'string', maxLength: 1024 },
    type: oneOf('ReplaceFullPath', 'ReplacePrefixMatch'),
  },
  'type',
);

const filter = object(
  {
    ...known('cors extensionRef'),
    requestHeaderModifier: headerModifier,
    requestMirror: object(
      {
        backendRef: object(backend, 'name'),
        fraction: object(
          {
            denominator: { type: 'integer', minimum: 1, default: 100 },
            numerator: { type: 'integer', minimum: 0 },
          },
          'numerator',
        ),
        percent: numberBetween(0, 100),
      },
      'backendRef',
    ),
    requestRedirect: object({
      hostname: preciseHostname,
      path: pathModifier,
      port: portNumber,
      scheme: oneOf('http', 'https'),
      statusCode: {
        type: 'integer',
        enum: [301, 302, 303, 307, 308],
        default: 302,
      },
    }),
    responseHeaderModifier: headerModifier,
    type: oneOf(
      'RequestHeaderModifier',
      'ResponseHeaderModifier',
      'RequestMirror',
      'RequestRedirect',
      'URLRewrite',
      'ExtensionRef',
      'CORS',
    ),
    urlRewrite: object({ hostname: preciseHostname, path: pathModifier }),
  },
  'type',
);

const filters = atMost(16, listOf(filter));

const matched = (longest: number) =>
  object(
    {
      name: headerName,
      type: { ...oneOf('Exact', 'RegularExpression'), default: 'Exact' },
      value: bounded(1, longest),
    },
    'name',
    'value',
  );

const anyPath = { type: 'PathPrefix', value: '/' };

const match = object({
  headers: atMost(16, keyedList(matched(4096), 'name')),
  method: oneOf(
    'GET',
    'HEAD',
    'POST',
    'PUT',
    'DELETE',
    'CONNECT',
    'OPTIONS',
    'TRACE',
    'PATCH',
  ),
  path: {
    ...object({
      type: {
        ...oneOf('Exact', 'PathPrefix', 'RegularExpression'),
        default: anyPath.type,
      },
      value: { type: 'string', maxLength: 1024, default: anyPath.value },
    }),
    default: anyPath,
  },
  queryParams: atMost(16, keyedList(matched(1024), 'name')),
});

const rule = object({
  backendRefs: atMost(
    16,
    listOf(
      object(
        {
          ...backend,
          filters,
          weight: { ...numberBetween(0, 1_000_000), default: 1 },
        },
        'name',
      ),
    ),
  ),
  filters,
  matches: {
    ...atMost(64, listOf(match)),
    default: [{ path: anyPath }],
  },
  name: section,
  timeouts: object({ backendRequest: duration, request: duration }),
});

export const httpRoute = kind(
  {
    spec: object({
      hostnames: atMost(16, listOf(hostname)),
      parentRefs: atMost(32, listOf(parentRef)),
      rules: {
        ...atMost(16, listOf(rule)),
        minItems: 1,
        default: [{ matches: [{ path: anyPath }] }],
      },
    }),
    status,
  },
  'spec',
);

const routesFrom = object({
  from: { ...oneOf('All', 'Selector', 'Same'), default: 'Same' },
  selector: atomic(labelSelector),
});

const listener = object(
  {
    allowedRoutes: {
      ...object({
        kinds: atMost(
          8,
          listOf(
            object(
              { group: { ...groupName, default: GROUP }, kind: kindName },
              'kind',
            ),
          ),
        ),
        namespaces: { ...routesFrom, default: { from: 'Same' } },
      }),
      default: { namespaces: { from: 'Same' } },
    },
    hostname,
    name: section,
    port: portNumber,
    protocol: {
      ...bounded(1, 255),
      pattern: `^[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?$|${subdomain}\\/[A-Za-z0-9]+$`,
    },
    tls: object({
      certificateRefs: atMost(
        64,
        listOf(
          object(
            {
              group: { ...groupName, default: '' },
              kind: { ...kindName, default: 'Secret' },
              name,
              namespace,
            },
            'name',
          ),
        ),
      ),
      mode: { ...oneOf('Terminate', 'Passthrough'), default: 'Terminate' },
      options: mapOf(bounded(0, 4096)),
    }),
  },
  'name',
  'port',
  'protocol',
);

export const gateway = kind(
  {
    spec: object(
      {
        ...known('allowedListeners tls'),
        addresses: atMost(
          16,
          listOf(
            object({
              type: {
                ...bounded(1, 253),
                pattern: `^Hostname|IPAddress|NamedAddress|${subdomain}\\/[A-Za-z0-9\\/\\-._~%!$&'()*+,;=:]+$`,
                default: 'IPAddress',
              },
              value: { type: 'string', maxLength: 253 },
            }),
          ),
        ),
        gatewayClassName: name,
        infrastructure: object({
          annotations: mapOf(bounded(0, 4096)),
          labels: mapOf({
            ...bounded(0, 63),
            pattern: '^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$',
          }),
          parametersRef: object(
            { group: groupName, kind: kindName, name },
            'group',
            'kind',
            'name',
          ),
        }),
        listeners: {
          ...atMost(64, keyedList(listener, 'name')),
          minItems: 1,
        },
      },
      'gatewayClassName',
      'listeners',
    ),
    status,
  },
  'spec',
);

export const gatewayClass = kind(
  {
    spec: object(
      {
        controllerName,
        description: { type: 'string', maxLength: 64 },
        parametersRef: object(
          { group: groupName, kind: kindName, name, namespace },
          'group',
          'kind',
          'name',
        ),
      },
      'controllerName',
    ),
    status,
  },
  'spec',
);
