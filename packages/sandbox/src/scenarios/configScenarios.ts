import type { KubeObject } from '../api/Cluster';
import { CONFIG_MAPS, VOLUME_CLAIMS } from '../controllers/runtime/resources';
import { put } from './changes';
import { eachModelContainer, modelContainers } from './modelContainers';
import type { ModelKey, Scenario } from './types';

const settingsOf = ({ name }: ModelKey) => `${name}-settings`;
const claimOf = ({ name }: ModelKey) => `${name}-features`;

/** A pod's labels tell whose it is. */
const modelOf = ({ metadata }: KubeObject): ModelKey => ({
  namespace: metadata.namespace ?? '',
  name: metadata.labels?.['seldon-deployment-id'] ?? '',
});

const withVariable = (valueFrom: (model: ModelKey) => object) =>
  eachModelContainer((container, pod) => {
    container.env = [
      ...(container.env ?? []),
      { name: 'FEATURE_STORE_TOKEN', valueFrom: valueFrom(modelOf(pod)) },
    ];
  });

function withClaim(pod: KubeObject) {
  pod.spec.volumes = [
    ...(pod.spec.volumes ?? []),
    {
      name: 'features',
      persistentVolumeClaim: { claimName: claimOf(modelOf(pod)) },
    },
  ];
}

/** Has the model fetched from a bucket before its server starts, as Seldon does for prepackaged servers. */
const fetchedFrom =
  (uri: string, options: { withCredentials?: boolean } = {}) =>
  (pod: KubeObject): void => {
    const [{ name }] = modelContainers(pod);
    pod.spec.initContainers ??= [];
    const initializers = pod.spec.initContainers;
    if (initializers.length === 0) {
      initializers.push({
        name: `${name}-model-initializer`,
        image: 'seldonio/rclone-storage-initializer:1.17.1',
        imagePullPolicy: 'IfNotPresent',
        args: ['', '/mnt/models'],
      });
    }
    for (const initializer of initializers) {
      initializer.args = [uri, ...initializer.args.slice(1)];
      if (options.withCredentials) {
        initializer.env = [
          { name: 'RCLONE_CONFIG_S3_ACCESS_KEY_ID', value: 'revoked' },
        ];
      }
    }
  };

/** What the model's pods refer to. */
export const configScenarios: Scenario[] = [
  {
    name: 'secret-missing',
    kind: 'model',
    description:
      'The Secret that the model’s environment is taken from is gone',
    changePod: withVariable(model => ({
      secretKeyRef: { name: settingsOf(model), key: 'token' },
    })),
  },
  {
    name: 'config-key-missing',
    kind: 'model',
    description:
      'The ConfigMap that the model’s environment is taken from lacks one of its keys',
    changePod: withVariable(model => ({
      configMapKeyRef: { name: settingsOf(model), key: 'token' },
    })),
    change: (cluster, model) =>
      put(cluster, CONFIG_MAPS, {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { namespace: model.namespace, name: settingsOf(model) },
        data: { url: 'http://feature-store' },
      }),
  },
  {
    name: 'pvc-missing',
    kind: 'model',
    description: 'The PersistentVolumeClaim that the model mounts is gone',
    changePod: withClaim,
  },
  {
    name: 'pvc-unbound',
    kind: 'model',
    description:
      'The PersistentVolumeClaim that the model mounts names a storage class that is not there',
    changePod: withClaim,
    change: (cluster, model) =>
      put(cluster, VOLUME_CLAIMS, {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { namespace: model.namespace, name: claimOf(model) },
        spec: {
          accessModes: ['ReadOnlyMany'],
          storageClassName: 'fast-ssd',
          resources: { requests: { storage: '10Gi' } },
        },
      }),
  },
  {
    name: 'model-not-found',
    kind: 'model',
    description: 'The bucket no longer has the trained model',
    changePod: fetchedFrom('gs://removed/model'),
  },
  {
    name: 'model-forbidden',
    kind: 'model',
    description:
      'The credentials for the bucket of the trained model were revoked',
    changePod: fetchedFrom('s3://private/model', { withCredentials: true }),
  },
];
