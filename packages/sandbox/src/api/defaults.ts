import type { KubeObject } from './Cluster';
import { isObject, type JsonObject } from './json';

export interface DefaultingContext {
  /** A free address in the cluster's service range. */
  allocateClusterIP(): string;
}

type Defaulter = (object: KubeObject, context: DefaultingContext) => void;

/** Sets members that are absent. */
function fill(target: JsonObject, values: JsonObject) {
  for (const [key, value] of Object.entries(values)) target[key] ??= value;
}

const isFloating = (image: string) => {
  const afterPath = image.slice(image.lastIndexOf('/') + 1);
  return !image.includes('@') && /^[^:]*(:latest)?$/.test(afterPath);
};

function defaultContainer(container: JsonObject) {
  fill(container, {
    resources: {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    imagePullPolicy: isFloating(String(container.image ?? ''))
      ? 'Always'
      : 'IfNotPresent',
  });
  for (const port of container.ports ?? []) fill(port, { protocol: 'TCP' });
  for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
    if (isObject(container[name])) defaultProbe(container[name]);
  }
}

function defaultProbe(probe: JsonObject) {
  fill(probe, {
    timeoutSeconds: 1,
    periodSeconds: 10,
    successThreshold: 1,
    failureThreshold: 3,
  });
  if (isObject(probe.httpGet)) {
    fill(probe.httpGet, { path: '/', scheme: 'HTTP' });
  }
}

function defaultPodSpec(spec: JsonObject) {
  fill(spec, {
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    securityContext: {},
    schedulerName: 'default-scheduler',
  });
  for (const container of [
    ...(spec.initContainers ?? []),
    ...(spec.containers ?? []),
  ]) {
    defaultContainer(container);
  }
}

function defaultTemplate(spec: JsonObject) {
  spec.template ??= {};
  spec.template.metadata ??= {};
  spec.template.spec ??= {};
  defaultPodSpec(spec.template.spec);
}

const specOf = (object: KubeObject): JsonObject => {
  object.spec ??= {};
  return object.spec;
};

function defaultDeployment(object: KubeObject) {
  const spec = specOf(object);
  fill(spec, {
    replicas: 1,
    revisionHistoryLimit: 10,
    progressDeadlineSeconds: 600,
    strategy: {},
  });
  fill(spec.strategy, { type: 'RollingUpdate' });
  if (spec.strategy.type === 'RollingUpdate') {
    spec.strategy.rollingUpdate ??= {};
    fill(spec.strategy.rollingUpdate, {
      maxUnavailable: '25%',
      maxSurge: '25%',
    });
  }
  defaultTemplate(spec);
}

function defaultService(
  object: KubeObject,
  { allocateClusterIP }: DefaultingContext,
) {
  const spec = specOf(object);
  fill(spec, { type: 'ClusterIP', sessionAffinity: 'None' });
  for (const port of spec.ports ?? []) {
    fill(port, { protocol: 'TCP', targetPort: port.port });
  }
  if (spec.type === 'ExternalName') return;
  spec.clusterIP ??= allocateClusterIP();
  fill(spec, {
    clusterIPs: [spec.clusterIP],
    internalTrafficPolicy: 'Cluster',
    ipFamilies: ['IPv4'],
    ipFamilyPolicy: 'SingleStack',
  });
}

function defaultSecret(object: KubeObject) {
  object.type ??= 'Opaque';
  if (!isObject(object.stringData)) return;
  object.data ??= {};
  for (const [key, value] of Object.entries(object.stringData)) {
    object.data[key] = Buffer.from(String(value)).toString('base64');
  }
  delete object.stringData;
}

const replicasAndTemplate: Defaulter = object => {
  const spec = specOf(object);
  fill(spec, { replicas: 1 });
  defaultTemplate(spec);
};

const status =
  (values: JsonObject): Defaulter =>
  object => {
    object.status ??= {};
    fill(object.status, values);
  };

const builtin: Record<string, Defaulter> = {
  '/namespaces': object => {
    fill(specOf(object), { finalizers: ['kubernetes'] });
    object.metadata.labels ??= {};
    object.metadata.labels['kubernetes.io/metadata.name'] =
      object.metadata.name;
    status({ phase: 'Active' })(object, { allocateClusterIP: () => '' });
  },
  '/pods': object => {
    defaultPodSpec(specOf(object));
    object.status ??= {};
    fill(object.status, { phase: 'Pending', qosClass: 'BestEffort' });
  },
  '/services': (object, context) => {
    defaultService(object, context);
    object.status ??= { loadBalancer: {} };
  },
  '/secrets': defaultSecret,
  'apps/deployments': defaultDeployment,
  'apps/replicasets': replicasAndTemplate,
  'apps/statefulsets': replicasAndTemplate,
  'apps/daemonsets': object => defaultTemplate(specOf(object)),
  'admissionregistration.k8s.io/mutatingwebhookconfigurations': defaultWebhooks,
  'admissionregistration.k8s.io/validatingwebhookconfigurations':
    defaultWebhooks,
  'rbac.authorization.k8s.io/rolebindings': defaultSubjects,
  'rbac.authorization.k8s.io/clusterrolebindings': defaultSubjects,
};

function defaultWebhooks(object: KubeObject) {
  for (const webhook of object.webhooks ?? []) {
    fill(webhook, {
      failurePolicy: 'Fail',
      matchPolicy: 'Equivalent',
      namespaceSelector: {},
      objectSelector: {},
      timeoutSeconds: 10,
    });
    if (isObject(webhook.clientConfig?.service)) {
      fill(webhook.clientConfig.service, { port: 443 });
    }
    for (const rule of webhook.rules ?? []) fill(rule, { scope: '*' });
  }
}

function defaultSubjects(object: KubeObject) {
  for (const subject of object.subjects ?? []) {
    if (subject.kind !== 'ServiceAccount') {
      fill(subject, { apiGroup: 'rbac.authorization.k8s.io' });
    }
  }
}

/** What Kubernetes itself writes into an object where its author left a field out. */
export function applyDefaults(
  of: { group: string; resource: string },
  object: KubeObject,
  context: DefaultingContext,
) {
  builtin[`${of.group}/${of.resource}`]?.(object, context);
}
