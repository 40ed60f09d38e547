import type { Cluster, KubeObject } from '../../api/Cluster';
import { checkLimitRanges } from './limitRange';
import { checkPodSecurity, ENFORCE_LABEL } from './podSecurity';
import {
  checkSecurityContextConstraints,
  UID_RANGE_ANNOTATION,
} from './securityContextConstraints';

const namespaceWith = (metadata: object, objects: KubeObject[] = []): Cluster =>
  ({
    get: () => ({ metadata: { name: 'ml', ...metadata } }),
    list: () => objects,
  }) as unknown as Cluster;

const pod = (...containers: object[]): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'model-1', namespace: 'ml' },
  spec: { containers },
});

const restricted = namespaceWith({ labels: { [ENFORCE_LABEL]: 'restricted' } });
const limited = namespaceWith({}, [
  {
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata: { name: 'small', namespace: 'ml' },
    spec: { limits: [{ type: 'Container', max: { memory: '1Gi' } }] },
  },
]);
const openshift = namespaceWith({
  annotations: { [UID_RANGE_ANNOTATION]: '1000680000/10000' },
});

const safe = {
  name: 'safe',
  securityContext: {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    runAsNonRoot: true,
    seccompProfile: { type: 'RuntimeDefault' },
  },
};

describe('what a namespace lets in', () => {
  it.each([
    [
      'its pod security standard',
      () => checkPodSecurity(restricted, pod(safe, { name: 'model' })),
      'pods "model-1" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false (container "model" must set securityContext.allowPrivilegeEscalation=false), unrestricted capabilities (container "model" must set',
    ],
    [
      'its LimitRange, by limit',
      () =>
        checkLimitRanges(
          limited,
          pod({ name: 'model', resources: { limits: { memory: '2Gi' } } }),
        ),
      'pods "model-1" is forbidden: maximum memory usage per Container is 1Gi, but limit is 2Gi',
    ],
    [
      'its LimitRange, by request',
      () =>
        checkLimitRanges(
          limited,
          pod({ name: 'model', resources: { requests: { memory: '2Gi' } } }),
        ),
      'pods "model-1" is forbidden: maximum memory usage per Container is 1Gi, but request is 2Gi',
    ],
    [
      'its user ids',
      () =>
        checkSecurityContextConstraints(
          openshift,
          pod({ name: 'engine', securityContext: { runAsUser: 8888 } }),
        ),
      'pods "model-1" is forbidden: unable to validate against any security context constraint: [provider "restricted-v2": .containers[0].runAsUser: Invalid value: 8888: must be in the ranges: [1000680000, 1000689999]]',
    ],
  ])('is told by %s', (_, check, message) => {
    expect(check).toThrow(message);
  });

  it('is everything that keeps to its rules', () => {
    expect(() => {
      checkPodSecurity(restricted, pod(safe));
      checkLimitRanges(limited, pod({ name: 'model' }));
      checkSecurityContextConstraints(openshift, pod({ name: 'model' }));
      checkPodSecurity(namespaceWith({}), pod({ name: 'model' }));
    }).not.toThrow();
  });
});
