import {
  seldonDeployment,
  type ProvisionRequest,
} from 'backstage-plugin-ml-monitoring-common';
import type { ProvisioningConfig } from '../config';
import {
  requireAllowedRequest,
  requireModelWithinLimits,
  requireWithinLimits,
} from './guardrails';

const config: ProvisioningConfig = {
  namespaces: ['ml-*'],
  images: ['seldonio/*'],
  modelUris: ['gs://models/*'],
  serviceAccounts: ['default', 'model-*'],
  exposure: ['none', 'route'],
  route: { labels: {}, tls: 'edge' },
  monitoring: {
    scrapeInterval: '30s',
    labels: {},
    alertLabels: {},
    grafana: { labels: {} },
  },
  maximum: { cpu: 2, memory: 1024 ** 3, replicas: 3 },
  predictions: { enabled: false, maximumBytes: 1, timeoutSeconds: 1 },
};
type Deployment = NonNullable<ProvisionRequest['deployment']>;
type Predictor = Deployment['predictors'][number];
const ref = { cluster: 'local', namespace: 'ml-mon', name: 'fraud' };

function judge(
  predictor: Partial<Predictor>,
  deployment: Partial<Deployment> = {},
  limits: ProvisioningConfig = config,
) {
  const request: Deployment = {
    predictors: [
      {
        name: 'main',
        graph: { name: 'classifier', modelUri: 'gs://models/a' },
        ...predictor,
      },
    ],
    ...deployment,
  };
  requireWithinLimits(
    { deployment: request },
    [seldonDeployment(ref, request)],
    limits,
  );
}
const container = (more: object) => ({
  containers: [{ name: 'classifier', image: 'seldonio/x:1', ...more }],
});
/** A pod as only a patch can describe it. */
const pod = (spec: object, componentSpec: object = {}) => ({
  patch: {
    componentSpecs: [
      {
        ...componentSpec,
        spec: {
          containers: [{ name: 'classifier', image: 'seldonio/x:1' }],
          ...spec,
        },
      },
    ],
  },
});
const securityContext = (content: object) =>
  pod({
    containers: [
      {
        name: 'classifier',
        image: 'seldonio/x:1',
        securityContext: content,
      },
    ],
  });
const patched = 'deployment.predictors.0.patch.componentSpecs.0';

describe('the limits of the platform team', () => {
  it.each<Partial<Predictor>>([
    {},
    container({ resources: { limits: { cpu: '2000m', memory: '1Gi' } } }),
    { replicas: 3 },
    { autoscaling: { minReplicas: 1, maxReplicas: 3, cpuPercent: 70 } },
    { serviceAccountName: 'model-reader' },
    pod({
      volumes: [
        { name: 'a', emptyDir: {} },
        { name: 'b', configMap: { name: 'b' } },
        { name: 'c', image: { reference: 'seldonio/weights:1' } },
      ],
    }),
    securityContext({
      privileged: false,
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      seccompProfile: { type: 'RuntimeDefault' },
    }),
    securityContext({
      seLinuxOptions: { type: 'container_t', level: 's0:c1' },
    }),
    { annotations: { 'seldon.io/istio-host': 'models.example.com' } },
    // Texts, whatever they are called.
    { patch: { labels: { image: 'evil' }, annotations: { replicas: '9' } } },
  ])('let %j pass', allowed => {
    expect(() => judge(allowed)).not.toThrow();
  });

  it.each<[string, Partial<Predictor>, string]>([
    [
      'replicas',
      { replicas: 4 },
      'deployment.predictors.0.replicas: must be at most mlMonitoring.provisioning.resources.maximum.replicas, which is 3 (got 4)',
    ],
    [
      'replicas by load',
      { autoscaling: { minReplicas: 1, maxReplicas: 9, cpuPercent: 70 } },
      'deployment.predictors.0.autoscaling.maxReplicas: must be at most mlMonitoring.provisioning.resources.maximum.replicas, which is 3 (got 9)',
    ],
    [
      'replicas by a patch',
      { patch: { svcOrchSpec: { replicas: 4 } } },
      'deployment.predictors.0.patch.svcOrchSpec.replicas: must be at most mlMonitoring.provisioning.resources.maximum.replicas, which is 3 (got 4)',
    ],
    [
      'replicas by events',
      pod({}, { kedaSpec: { maxReplicaCount: 10, triggers: [] } }),
      `${patched}.kedaSpec.maxReplicaCount: must be at most mlMonitoring.provisioning.resources.maximum.replicas, which is 3 (got 10)`,
    ],
    [
      'replicas by events without an end',
      pod({}, { kedaSpec: { triggers: [] } }),
      `${patched}.kedaSpec: must have a maxReplicaCount of at most mlMonitoring.provisioning.resources.maximum.replicas, which is 3 (got none)`,
    ],
    [
      'replicas by events whose end is taken away',
      pod({}, { kedaSpec: { maxReplicaCount: null, triggers: [] } }),
      `${patched}.kedaSpec: must have a maxReplicaCount of at most`,
    ],
    [
      'CPU',
      container({ resources: { requests: { cpu: '2001m' } } }),
      'deployment.predictors.0.containers.0.resources.requests.cpu: must be at most mlMonitoring.provisioning.resources.maximum.cpu, which is 2 (got 2001m)',
    ],
    [
      'memory',
      container({ resources: { limits: { memory: '1025Mi' } } }),
      'deployment.predictors.0.containers.0.resources.limits.memory: must be at most mlMonitoring.provisioning.resources.maximum.memory, which is 1073741824 bytes (got 1025Mi)',
    ],
    [
      'memory of the orchestrator',
      { orchestrator: { resources: { limits: { memory: '2Gi' } } } },
      'deployment.predictors.0.orchestrator.resources.limits.memory: must be at most mlMonitoring.provisioning.resources.maximum.memory',
    ],
    [
      'memory in a notation that a limit cannot be held against',
      { patch: { engineResources: { limits: { memory: '1e30' } } } },
      'deployment.predictors.0.patch.engineResources.limits.memory: must be at most',
    ],
    [
      'an image',
      container({ image: 'evil/x' }),
      'deployment.predictors.0.containers.0.image: must match seldonio/* of mlMonitoring.provisioning.images (got evil/x)',
    ],
    [
      'an image of an initializer',
      pod({ initContainers: [{ name: 'i', image: 'evil.io/seldonio/x' }] }),
      `${patched}.spec.initContainers.0.image: must match seldonio/* of mlMonitoring.provisioning.images (got evil.io/seldonio/x)`,
    ],
    [
      'an image of an explainer',
      { patch: { explainer: { containerSpec: { image: 'evil/x' } } } },
      'deployment.predictors.0.patch.explainer.containerSpec.image: must match seldonio/*',
    ],
    [
      'an image that fetches the model',
      { patch: { graph: { storageInitializerImage: 'evil/x' } } },
      'deployment.predictors.0.patch.graph.storageInitializerImage: must match seldonio/*',
    ],
    [
      'an image as a volume',
      pod({ volumes: [{ name: 'c', image: { reference: 'evil/x' } }] }),
      `${patched}.spec.volumes.0.image.reference: must match seldonio/*`,
    ],
    [
      'a model',
      {
        graph: {
          name: 'a',
          children: [{ name: 'b', modelUri: 's3://elsewhere' }],
        },
      },
      'deployment.predictors.0.graph.children.0.modelUri: must match gs://models/* of mlMonitoring.provisioning.modelUris (got s3://elsewhere)',
    ],
    [
      'a model by way of an allowed one',
      { graph: { name: 'a', modelUri: 'gs://models/../other' } },
      'must match gs://models/* of mlMonitoring.provisioning.modelUris (got gs://models/../other)',
    ],
    [
      'a model of an explainer',
      { patch: { explainer: { modelUri: 'gs://other/a' } } },
      'deployment.predictors.0.patch.explainer.modelUri: must match gs://models/*',
    ],
    [
      'a service account',
      { serviceAccountName: 'seldon-manager' },
      'deployment.predictors.0.serviceAccountName: must match default or model-* of mlMonitoring.provisioning.serviceAccounts (got seldon-manager)',
    ],
    [
      'a service account of a node',
      { graph: { name: 'a', serviceAccountName: 'seldon-manager' } },
      'deployment.predictors.0.graph.serviceAccountName: must match',
    ],
    [
      'a service account by its old name',
      pod({ serviceAccount: 'seldon-manager' }),
      `${patched}.spec.serviceAccount: must match`,
    ],
    ...['hostNetwork', 'hostPID', 'hostIPC'].map(
      (name): [string, Partial<Predictor>, string] => [
        name,
        pod({ [name]: true }),
        `${patched}.spec.${name}: must not be set`,
      ],
    ),
    [
      'a directory of the node',
      pod({ volumes: [{ name: 'a', hostPath: { path: '/' } }] }),
      `${patched}.spec.volumes.0.hostPath: must be one of configMap, csi`,
    ],
    [
      'a device of the network',
      pod({ volumes: [{ name: 'a', nfs: { server: 'x', path: '/' } }] }),
      `${patched}.spec.volumes.0.nfs: must be one of`,
    ],
    [
      'a privileged container',
      securityContext({ privileged: true }),
      `${patched}.spec.containers.0.securityContext.privileged: must not be set: it would run with all rights on the node`,
    ],
    [
      'a rise in rights',
      securityContext({ allowPrivilegeEscalation: true }),
      'securityContext.allowPrivilegeEscalation: must not be set',
    ],
    [
      'a capability',
      securityContext({ capabilities: { add: ['SYS_ADMIN'] } }),
      'securityContext.capabilities.add: must be empty: a capability would be a right on the node',
    ],
    [
      'a system call filter that is off',
      securityContext({ seccompProfile: { type: 'Unconfined' } }),
      'securityContext.seccompProfile.type: must be RuntimeDefault or Localhost',
    ],
    [
      'the processes of the node',
      securityContext({ procMount: 'Unmasked' }),
      'securityContext.procMount: must be Default',
    ],
    [
      'a port of the node',
      {
        ...pod({
          containers: [
            {
              name: 'classifier',
              image: 'seldonio/x',
              ports: [{ containerPort: 1, hostPort: 80 }],
            },
          ],
        }),
      },
      'ports.0.hostPort: must not be set',
    ],
    ...['readinessProbe', 'livenessProbe', 'startupProbe'].flatMap(
      (probe): [string, Partial<Predictor>, string][] =>
        ['httpGet', 'tcpSocket'].map(how => [
          `a ${how} of a ${probe} to another host`,
          pod({
            containers: [
              {
                name: 'classifier',
                image: 'seldonio/x',
                [probe]: { [how]: { host: '169.254.169.254', port: 80 } },
              },
            ],
          }),
          `${patched}.spec.containers.0.${probe}.${how}.host: must not be set: it would have the node call another host`,
        ]),
    ),
    ...[{ type: 'spc_t' }, { user: 'system_u' }, { role: 'system_r' }].map(
      (options): [string, Partial<Predictor>, string] => [
        `SELinux with ${JSON.stringify(options)}`,
        securityContext({ seLinuxOptions: options }),
        'it would lift the limits of SELinux',
      ],
    ),
    ...[
      ['container.apparmor.security.beta.kubernetes.io/x', 'unconfined'],
      ['sidecar.istio.io/proxyImage', 'evil/x'],
      ['sidecar.istio.io/userVolume', '[{"hostPath":{"path":"/"}}]'],
      ['k8s.v1.cni.cncf.io/networks', 'kube-system/host'],
    ].map(([name, value]): [string, Partial<Predictor>, string] => [
      `the annotation ${name} of a pod`,
      pod({}, { metadata: { annotations: { [name]: value } } }),
      `${patched}.metadata.annotations.${name}: must not be set`,
    ]),
    [
      'a route of its own at the gateway of all',
      { annotations: { 'seldon.io/ambassador-config': 'prefix: /' } },
      'deployment.predictors.0.annotations.seldon.io/ambassador-config: must not be set: it could take the requests of other models',
    ],
    [
      'a node, past the scheduler',
      pod({ nodeName: 'control-plane-0' }),
      `${patched}.spec.nodeName: must not be set`,
    ],
    [
      'another namespace',
      pod({}, { metadata: { namespace: 'kube-system' } }),
      `${patched}.metadata.namespace: must be ml-mon, the namespace of the model (got kube-system)`,
    ],
  ])('stop %s', (_, predictor, message) => {
    expect(() => judge(predictor)).toThrow(message);
  });

  it('see through YAML', () => {
    const text =
      'componentSpecs:\n  - spec:\n      hostNetwork: true\n      containers: []\n';
    expect(() => judge({ patch: text })).toThrow(
      `${patched}.spec.hostNetwork: must not be set`,
    );
  });

  it('hold for the whole of the model', () => {
    expect(() => judge({}, { patch: { replicas: 10 } })).toThrow(
      'deployment.patch.replicas: must be at most',
    );
  });

  it('allow nothing where nothing is written', () => {
    expect(() => judge({}, {}, { ...config, modelUris: [] })).toThrow(
      'must match an entry, and there is none, of mlMonitoring.provisioning.modelUris',
    );
  });

  it('repeat no more of what is refused than helps', () => {
    const refused = () =>
      judge({
        patch: { explainer: { modelUri: `s3://${'a'.repeat(60_000)}` } },
      });
    expect(refused).toThrow('deployment.predictors.0.patch.explainer.modelUri');
    expect(refused).toThrow(/^.{0,600}$/);
  });

  it('name a few of many', () => {
    const volumes = Array.from({ length: 8 }, (_, index) => ({
      name: `v${index}`,
      hostPath: {},
    }));
    expect(() => judge(pod({ volumes }))).toThrow(/; and 3 more$/);
  });

  it('hold for a model that no request describes', () => {
    const manifest = seldonDeployment(ref, {
      predictors: [{ name: 'main', graph: { name: 'a' }, replicas: 4 }],
    });
    expect(() => requireModelWithinLimits(manifest, config)).toThrow(
      'spec.predictors.0.replicas: must be at most',
    );
    expect(() =>
      requireModelWithinLimits(
        {
          ...manifest,
          metadata: { ...manifest.metadata, namespace: 'kube-system' },
        },
        config,
      ),
    ).toThrow('namespace: must match ml-*');
  });
});

describe('the limits on where and how', () => {
  const request = (more: Partial<ProvisionRequest>) => () =>
    requireAllowedRequest({ ...ref, ...more }, config);

  it.each<Partial<ProvisionRequest>>([
    { exposure: { kind: 'auto' } },
    { exposure: { kind: 'none' } },
    { exposure: { kind: 'route' } },
  ])('let %j pass', allowed => {
    expect(request(allowed)).not.toThrow();
  });

  it.each<[Partial<ProvisionRequest>, string]>([
    [
      { namespace: 'kube-system' },
      'namespace: must match ml-* of mlMonitoring.provisioning.namespaces (got kube-system)',
    ],
    [
      { exposure: { kind: 'gateway' } },
      'exposure.kind: must match none or route of mlMonitoring.provisioning.exposure (got gateway)',
    ],
  ])('stop %j', (refused, message) => {
    expect(request(refused)).toThrow(message);
  });
});
