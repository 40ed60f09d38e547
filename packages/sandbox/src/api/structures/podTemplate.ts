import type { Structure } from '../structure';
import {
  booleans,
  integer,
  integers,
  intOrString,
  keySelector,
  known,
  labelSelector,
  listOf,
  mapOf,
  object,
  quantity,
  string,
  stringList,
  stringMap,
  texts,
} from './parts';

const environmentVariable = object(
  {
    ...texts('name value'),
    valueFrom: object({
      configMapKeyRef: keySelector,
      fieldRef: object(texts('apiVersion fieldPath'), 'fieldPath'),
      resourceFieldRef: object(
        { ...texts('containerName resource'), divisor: quantity },
        'resource',
      ),
      secretKeyRef: keySelector,
    }),
  },
  'name',
);

const header = object(texts('name value'), 'name', 'value');

const actions = {
  exec: object({ command: stringList }),
  httpGet: object(
    {
      ...texts('host path scheme'),
      httpHeaders: listOf(header),
      port: intOrString,
    },
    'port',
  ),
  tcpSocket: object({ host: string, port: intOrString }, 'port'),
};

const probe = object({
  ...actions,
  ...integers(
    'failureThreshold initialDelaySeconds periodSeconds successThreshold terminationGracePeriodSeconds timeoutSeconds',
  ),
  grpc: object({ port: integer, service: string }, 'port'),
});

export const resources = object({
  limits: mapOf(quantity),
  requests: mapOf(quantity),
});

const source = object({ ...texts('name'), ...booleans('optional') });

const containerFields = {
  ...texts(
    'image imagePullPolicy name terminationMessagePath terminationMessagePolicy workingDir',
  ),
  ...booleans('stdin stdinOnce tty'),
  args: stringList,
  command: stringList,
  env: listOf(environmentVariable),
  envFrom: listOf(
    object({ configMapRef: source, prefix: string, secretRef: source }),
  ),
  lifecycle: object({ postStart: object(actions), preStop: object(actions) }),
  livenessProbe: probe,
  ports: listOf(
    object(
      {
        ...integers('containerPort hostPort'),
        ...texts('hostIP name'),
        protocol: { type: 'string', default: 'TCP' },
      },
      'containerPort',
    ),
  ),
  readinessProbe: probe,
  resources,
  securityContext: object({
    ...known('capabilities seLinuxOptions seccompProfile windowsOptions'),
    ...booleans(
      'allowPrivilegeEscalation privileged readOnlyRootFilesystem runAsNonRoot',
    ),
    ...integers('runAsGroup runAsUser'),
    procMount: string,
  }),
  startupProbe: probe,
  volumeDevices: listOf(object(texts('devicePath name'), 'devicePath', 'name')),
  volumeMounts: listOf(
    object(
      {
        ...texts('mountPath mountPropagation name subPath subPathExpr'),
        ...booleans('readOnly'),
      },
      'mountPath',
      'name',
    ),
  ),
} satisfies Record<string, Structure>;

export const container = object(containerFields, 'name');

export const environment = listOf(environmentVariable);

const volume = object(
  {
    ...known(
      'awsElasticBlockStore azureDisk azureFile cephfs cinder configMap csi downwardAPI emptyDir ephemeral fc flexVolume flocker gcePersistentDisk gitRepo glusterfs hostPath iscsi nfs persistentVolumeClaim photonPersistentDisk portworxVolume projected quobyte rbd scaleIO secret storageos vsphereVolume',
    ),
    name: string,
  },
  'name',
);

const toleration = object({
  ...texts('effect key operator value'),
  tolerationSeconds: integer,
});

export const podSpec = object(
  {
    ...known('affinity dnsConfig os securityContext'),
    ...texts(
      'dnsPolicy hostname nodeName preemptionPolicy priorityClassName restartPolicy runtimeClassName schedulerName serviceAccount serviceAccountName subdomain',
    ),
    ...booleans(
      'automountServiceAccountToken enableServiceLinks hostIPC hostNetwork hostPID setHostnameAsFQDN shareProcessNamespace',
    ),
    ...integers('activeDeadlineSeconds priority terminationGracePeriodSeconds'),
    containers: listOf(container),
    ephemeralContainers: listOf(
      object({ ...containerFields, targetContainerName: string }, 'name'),
    ),
    hostAliases: listOf(object({ hostnames: stringList, ip: string })),
    imagePullSecrets: listOf(object({ name: string })),
    initContainers: listOf(container),
    nodeSelector: stringMap,
    overhead: mapOf(quantity),
    readinessGates: listOf(object({ conditionType: string }, 'conditionType')),
    tolerations: listOf(toleration),
    topologySpreadConstraints: listOf(
      object(
        {
          labelSelector,
          ...integers('maxSkew minDomains'),
          ...texts('topologyKey whenUnsatisfiable'),
        },
        'maxSkew',
        'topologyKey',
        'whenUnsatisfiable',
      ),
    ),
    volumes: listOf(volume),
  },
  'containers',
);

export const podMetadata = object({
  ...known('creationTimestamp deletionTimestamp ownerReferences'),
  ...texts(
    'clusterName generateName name namespace resourceVersion selfLink uid',
  ),
  ...integers('deletionGracePeriodSeconds generation'),
  annotations: stringMap,
  finalizers: stringList,
  labels: stringMap,
});
