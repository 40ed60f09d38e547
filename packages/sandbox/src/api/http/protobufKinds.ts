import type { KubeObject } from '../Cluster';
import { ProtobufError, readMessage, type Message } from './protobuf';

const metadata: Message = {
  1: ['name', 'string'],
  2: ['generateName', 'string'],
  3: ['namespace', 'string'],
  4: ['selfLink', 'string'],
  5: ['uid', 'string'],
  6: ['resourceVersion', 'string'],
  7: ['generation', 'integer'],
  8: ['creationTimestamp', 'timestamp'],
  9: ['deletionTimestamp', 'timestamp'],
  10: ['deletionGracePeriodSeconds', 'integer'],
  11: ['labels', 'stringMap'],
  12: ['annotations', 'stringMap'],
  14: ['finalizers[]', 'string'],
};

const labelSelector: Message = { 1: ['matchLabels', 'stringMap'] };

const rule: Message = {
  1: ['verbs[]', 'string'],
  2: ['apiGroups[]', 'string'],
  3: ['resources[]', 'string'],
  4: ['resourceNames[]', 'string'],
  5: ['nonResourceURLs[]', 'string'],
};

const role: Message = { 1: ['metadata', metadata], 2: ['rules[]', rule] };

const binding: Message = {
  1: ['metadata', metadata],
  2: [
    'subjects[]',
    {
      1: ['kind', 'string'],
      2: ['apiGroup', 'string'],
      3: ['name', 'string'],
      4: ['namespace', 'string'],
    },
  ],
  3: [
    'roleRef',
    { 1: ['apiGroup', 'string'], 2: ['kind', 'string'], 3: ['name', 'string'] },
  ],
};

const container: Message = {
  1: ['name', 'string'],
  2: ['image', 'string'],
  3: ['command[]', 'string'],
  4: ['args[]', 'string'],
  5: ['workingDir', 'string'],
  6: [
    'ports[]',
    {
      1: ['name', 'string'],
      2: ['hostPort', 'integer'],
      3: ['containerPort', 'integer'],
      4: ['protocol', 'string'],
      5: ['hostIP', 'string'],
    },
  ],
  7: ['env[]', { 1: ['name', 'string'], 2: ['value', 'string'] }],
  8: ['resources', {}],
  13: ['terminationMessagePath', 'string'],
  14: ['imagePullPolicy', 'string'],
  16: ['stdin', 'boolean'],
  17: ['stdinOnce', 'boolean'],
  18: ['tty', 'boolean'],
  20: ['terminationMessagePolicy', 'string'],
};

const podSpec: Message = {
  2: ['containers[]', container],
  3: ['restartPolicy', 'string'],
  4: ['terminationGracePeriodSeconds', 'integer'],
  6: ['dnsPolicy', 'string'],
  7: ['nodeSelector', 'stringMap'],
  8: ['serviceAccountName', 'string'],
  9: ['serviceAccount', 'string'],
  10: ['nodeName', 'string'],
  11: ['hostNetwork', 'boolean'],
  12: ['hostPID', 'boolean'],
  13: ['hostIPC', 'boolean'],
  16: ['hostname', 'string'],
  17: ['subdomain', 'string'],
  19: ['schedulerName', 'string'],
  24: ['priorityClassName', 'string'],
};

const deploymentSpec: Message = {
  1: ['replicas', 'integer'],
  2: ['selector', labelSelector],
  3: ['template', { 1: ['metadata', metadata], 2: ['spec', podSpec] }],
  4: [
    'strategy',
    {
      1: ['type', 'string'],
      2: [
        'rollingUpdate',
        {
          1: ['maxUnavailable', 'intOrString'],
          2: ['maxSurge', 'intOrString'],
        },
      ],
    },
  ],
  5: ['minReadySeconds', 'integer'],
  6: ['revisionHistoryLimit', 'integer'],
  7: ['paused', 'boolean'],
  9: ['progressDeadlineSeconds', 'integer'],
};

const deploymentStatus: Message = {
  1: ['observedGeneration', 'integer'],
  2: ['replicas', 'integer'],
  3: ['updatedReplicas', 'integer'],
  4: ['availableReplicas', 'integer'],
  5: ['unavailableReplicas', 'integer'],
  7: ['readyReplicas', 'integer'],
};

const serviceSpec: Message = {
  1: [
    'ports[]',
    {
      1: ['name', 'string'],
      2: ['protocol', 'string'],
      3: ['port', 'integer'],
      4: ['targetPort', 'intOrString'],
      5: ['nodePort', 'integer'],
      6: ['appProtocol', 'string'],
    },
  ],
  2: ['selector', 'stringMap'],
  3: ['clusterIP', 'string'],
  4: ['type', 'string'],
  7: ['sessionAffinity', 'string'],
  8: ['loadBalancerIP', 'string'],
  10: ['externalName', 'string'],
  11: ['externalTrafficPolicy', 'string'],
  12: ['healthCheckNodePort', 'integer'],
  13: ['publishNotReadyAddresses', 'boolean'],
};

const accessAttributes: Message = {
  1: [
    'resourceAttributes',
    {
      1: ['namespace', 'string'],
      2: ['verb', 'string'],
      3: ['group', 'string'],
      4: ['version', 'string'],
      5: ['resource', 'string'],
      6: ['subresource', 'string'],
      7: ['name', 'string'],
    },
  ],
  2: [
    'nonResourceAttributes',
    { 1: ['path', 'string'], 2: ['verb', 'string'] },
  ],
};

const reviewStatus: Message = {
  1: ['allowed', 'boolean'],
  2: ['reason', 'string'],
  3: ['evaluationError', 'string'],
  4: ['denied', 'boolean'],
};

/** The kinds that `kubectl create …` and `kubectl auth …` write in protobuf. */
const kinds: Record<string, Message | undefined> = {
  ConfigMap: {
    1: ['metadata', metadata],
    2: ['data', 'stringMap'],
    3: ['binaryData', 'bytesMap'],
    4: ['immutable', 'boolean'],
  },
  ClusterRole: role,
  ClusterRoleBinding: binding,
  Deployment: {
    1: ['metadata', metadata],
    2: ['spec', deploymentSpec],
    3: ['status', deploymentStatus],
  },
  Namespace: {
    1: ['metadata', metadata],
    2: ['spec', { 1: ['finalizers[]', 'string'] }],
    3: ['status', { 1: ['phase', 'string'] }],
  },
  Role: role,
  RoleBinding: binding,
  Secret: {
    1: ['metadata', metadata],
    2: ['data', 'bytesMap'],
    3: ['type', 'string'],
    4: ['stringData', 'stringMap'],
    5: ['immutable', 'boolean'],
  },
  SelfSubjectAccessReview: {
    1: ['metadata', metadata],
    2: ['spec', accessAttributes],
    3: ['status', reviewStatus],
  },
  SelfSubjectReview: {
    1: ['metadata', metadata],
    2: [
      'status',
      { 1: ['userInfo', { 1: ['username', 'string'], 2: ['uid', 'string'] }] },
    ],
  },
  SelfSubjectRulesReview: {
    1: ['metadata', metadata],
    2: ['spec', { 1: ['namespace', 'string'] }],
    3: [
      'status',
      { 3: ['incomplete', 'boolean'], 4: ['evaluationError', 'string'] },
    ],
  },
  Service: {
    1: ['metadata', metadata],
    2: ['spec', serviceSpec],
    3: ['status', { 1: ['loadBalancer', {}] }],
  },
  ServiceAccount: { 1: ['metadata', metadata] },
};

const magic = Buffer.from('k8s\0');

const envelope: Message = {
  1: ['type', { 1: ['apiVersion', 'string'], 2: ['kind', 'string'] }],
  2: ['raw', 'bytes'],
  3: ['contentEncoding', 'string'],
  4: ['contentType', 'string'],
};

/** Go writes every string of a message, also those that nobody set. */
function withoutEmpty<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withoutEmpty) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== '' && member !== null)
      .map(([name, member]) => [
        name,
        name === 'data' ? member : withoutEmpty(member),
      ]),
  ) as T;
}

/** Decodes an object as Kubernetes' protobuf encoding has it, of the kinds above. */
export function readProtobuf(body: Buffer): KubeObject {
  if (!body.subarray(0, magic.length).equals(magic)) {
    throw new ProtobufError('does not begin with "k8s"');
  }
  const { type, raw = '' } = readMessage(body.subarray(magic.length), envelope);
  const message = kinds[type?.kind];
  if (!message) throw new ProtobufError(`kind ${type?.kind} is not known`);
  return {
    apiVersion: type.apiVersion,
    kind: type.kind,
    ...withoutEmpty(readMessage(Buffer.from(raw, 'base64'), message)),
  } as KubeObject;
}
