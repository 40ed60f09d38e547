import type { Structure } from '../structure';
import {
  atomic,
  boolean,
  booleans,
  integer,
  integers,
  keySelector,
  kind,
  known,
  labelSelector,
  listOf,
  namedKeySelector,
  object,
  status,
  string,
  stringList,
  texts,
} from './parts';

const inputs = listOf(
  object(texts('datasourceName inputName'), 'datasourceName', 'inputName'),
);
const plugins = listOf(object(texts('name version'), 'name', 'version'));
const grafanaCom = object(integers('id revision'), 'id');

/** `integreatly.org/v1alpha1`: the operator up to version 4. */
export const dashboardV4 = kind({
  spec: object({
    ...texts('contentCacheDuration customFolderName gzipJson json jsonnet url'),
    configMapRef: keySelector,
    datasources: inputs,
    grafanaCom,
    gzipConfigMapRef: keySelector,
    plugins,
  }),
  status,
});

export const dataSourceV4 = kind({
  spec: object(
    {
      datasources: listOf(
        object(
          {
            ...known(
              'customJsonData customSecureJsonData jsonData secureJsonData',
            ),
            ...texts(
              'access basicAuthPassword basicAuthUser database name password type uid url user',
            ),
            ...booleans('basicAuth editable isDefault withCredentials'),
            ...integers('orgId version'),
          },
          'name',
          'type',
        ),
      ),
      name: string,
    },
    'datasources',
    'name',
  ),
  status,
});

export const grafanaV4 = kind({
  spec: object(
    {
      ...known(
        'client config containers dashboardNamespaceSelector dataStorage deployment ingress initResources jsonnet livenessProbeSpec readinessProbeSpec resources service serviceAccount',
      ),
      ...texts('baseImage dashboardContentCacheDuration initImage'),
      configMaps: stringList,
      dashboardLabelSelector: listOf(labelSelector),
      secrets: stringList,
    },
    'config',
  ),
  status,
});

/** An object that is sent to every Grafana which a selector finds. */
const distributed = {
  allowCrossNamespaceImport: { type: 'boolean', default: false },
  instanceSelector: {
    ...atomic(labelSelector),
    'x-kubernetes-validations': [
      {
        rule: 'self == oldSelf',
        message: 'spec.instanceSelector is immutable',
      },
    ],
  },
  plugins,
  resyncPeriod: {
    type: 'string',
    pattern: '^([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+$',
    default: '10m0s',
  },
  uid: {
    type: 'string',
    maxLength: 40,
    pattern: '^[a-zA-Z0-9-_]+$',
    'x-kubernetes-validations': [
      { rule: 'self == oldSelf', message: 'spec.uid is immutable' },
    ],
  },
} satisfies Record<string, Structure>;

const valueSource = object({
  configMapKeyRef: namedKeySelector,
  secretKeyRef: namedKeySelector,
});

/** `grafana.integreatly.org/v1beta1`: the operator from version 5. */
export const dashboardV5 = kind(
  {
    spec: object(
      {
        ...distributed,
        ...texts(
          'contentCacheDuration folder folderRef folderUID gzipJson json jsonnet url',
        ),
        configMapRef: namedKeySelector,
        datasources: inputs,
        envFrom: listOf(valueSource),
        envs: listOf(
          object({ ...texts('name value'), valueFrom: valueSource }, 'name'),
        ),
        grafanaCom,
        jsonnetLib: object(
          {
            ...texts('fileName gzipJsonnetProject'),
            jPath: stringList,
          },
          'fileName',
          'gzipJsonnetProject',
        ),
        urlAuthorization: object({
          basicAuth: object({
            password: namedKeySelector,
            username: namedKeySelector,
          }),
        }),
      },
      'instanceSelector',
    ),
    status,
  },
  'spec',
);

export const dataSourceV5 = kind(
  {
    spec: object(
      {
        ...distributed,
        datasource: object({
          ...known('jsonData secureJsonData'),
          ...texts('access basicAuthUser database name type uid url user'),
          ...booleans('basicAuth editable isDefault'),
          orgId: integer,
        }),
        valuesFrom: {
          ...listOf(
            object(
              { targetPath: string, valueFrom: valueSource },
              'targetPath',
              'valueFrom',
            ),
          ),
          maxItems: 99,
        },
      },
      'datasource',
      'instanceSelector',
    ),
    status,
  },
  'spec',
);

export const grafanaV5 = kind(
  {
    spec: object({
      ...known(
        'client config deployment external ingress jsonnet persistentVolumeClaim preferences route service serviceAccount',
      ),
      disableDefaultAdminSecret: boolean,
      version: string,
    }),
    status,
  },
  'spec',
);
