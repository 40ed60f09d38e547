import { createWorld } from '../../__testUtils__/createWorld';
import { PODS } from '../runtime/resources';
import { connectionFate } from './connectionFate';
import { MESH_PROXY } from './serviceMesh';

const prometheus = { headers: { 'user-agent': 'Prometheus/3.0.0' } };
const router = { headers: { 'x-forwarded-host': 'm.apps.localhost' } };
const node = { headers: {} };

function start({ meshed = false } = {}) {
  const { cluster } = createWorld();
  const addPod = (name: string, labels: object, containers: string[]) =>
    cluster.create({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { namespace: 'ml', name, labels: { ...labels } },
      spec: {
        containers: containers.map(each => ({ name: each, image: 'a:1' })),
      },
    });
  addPod('prometheus-0', { 'operator.prometheus.io/name': 'p' }, ['c']);
  addPod('m', { app: 'm' }, ['c', ...(meshed ? [MESH_PROXY] : [])]);
  const pod = cluster.get(PODS, { namespace: 'ml', name: 'm' })!;
  const fates = () =>
    [prometheus, router, node].map(from => connectionFate(cluster, pod, from));
  const addPolicy = (
    ingress: object[],
    podSelector: object = {},
    name = 'policy',
  ) =>
    cluster.create({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { namespace: 'ml', name },
      spec: { podSelector, policyTypes: ['Ingress'], ingress },
    });
  return { fates, addPolicy };
}

const fromIngress = {
  from: [
    {
      namespaceSelector: {
        matchLabels: { 'network.openshift.io/policy-group': 'ingress' },
      },
    },
  ],
};

describe('a connection to a pod, from Prometheus, the router and the node', () => {
  it('is let in where no policy is about the pod', () => {
    const { fates, addPolicy } = start();
    addPolicy([], { matchLabels: { app: 'other' } });
    expect(fates()).toEqual(['let-in', 'let-in', 'let-in']);
  });

  it.each([
    ['nobody', [], ['dropped', 'dropped', 'let-in']],
    ['the router', [fromIngress], ['dropped', 'let-in', 'let-in']],
    [
      'the namespace',
      [{ from: [{ podSelector: {} }] }],
      ['let-in', 'dropped', 'let-in'],
    ],
    ['all', [{}], ['let-in', 'let-in', 'let-in']],
  ])('goes by a policy that lets in %s', (_, ingress, expected) => {
    const { fates, addPolicy } = start();
    addPolicy(ingress);
    expect(fates()).toEqual(expected);
  });

  it('is let in when one of two policies does', () => {
    const { fates, addPolicy } = start();
    addPolicy([fromIngress]);
    addPolicy([{ from: [{ podSelector: {} }] }], {}, 'other');
    expect(fates()).toEqual(['let-in', 'let-in', 'let-in']);
  });

  it('is reset when the pod is in a mesh and Prometheus is not', () => {
    expect(start({ meshed: true }).fates()).toEqual([
      'reset',
      'let-in',
      'let-in',
    ]);
  });
});
