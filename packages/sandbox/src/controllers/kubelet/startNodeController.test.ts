import { createWorld } from '../../__testUtils__/createWorld';
import { conditionOf } from '../runtime/conditions';
import { NODES, PODS } from '../runtime/resources';
import { newNode, NODE, nodeStatus } from './nodes';
import { startNodeController } from './startNodeController';

function start(name: string) {
  const world = createWorld();
  const { cluster, clock } = world;
  const node = cluster.create(newNode(name));
  const post = () =>
    cluster.updateStatus({
      ...cluster.get(NODES, { name })!,
      status: nodeStatus(node, '127.0.0.1', clock),
    });
  post();
  cluster.create({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { namespace: 'ml', name: 'm' },
    spec: { nodeName: name, containers: [{ name: 'c', image: 'a:1' }] },
  });
  world.setReady(cluster.list(PODS), true);
  startNodeController(world);
  const said = () => ({
    node: conditionOf(cluster.get(NODES, { name }), 'Ready')?.status,
    pod: conditionOf(cluster.list(PODS)[0], 'Ready')?.status,
  });
  return { ...world, post, said };
}

describe('a node', () => {
  it('is given up with its pods when nothing was heard of it for 40 seconds', () => {
    const { cluster, clock, said } = start('edge');
    clock.advance(40_000);
    expect(said()).toEqual({ node: 'True', pod: 'True' });
    clock.advance(10_000);
    expect(said()).toEqual({ node: 'Unknown', pod: 'False' });
    expect(
      cluster
        .list({ group: '', resource: 'events' })
        .map(({ type, reason, message }) => `${type} ${reason}: ${message}`),
    ).toEqual([
      'Normal NodeNotReady: Node edge status is now: NodeNotReady',
      'Warning NodeNotReady: Node is not ready',
    ]);
  });

  it('stays as long as its kubelet posts', () => {
    const { clock, post, said } = start('edge');
    for (let times = 0; times < 10; times += 1) {
      clock.advance(30_000);
      post();
    }
    expect(said()).toEqual({ node: 'True', pod: 'True' });
  });

  it('is never given up where everything runs', () => {
    const { clock, said } = start(NODE);
    clock.advance(600_000);
    expect(said()).toEqual({ node: 'True', pod: 'True' });
  });
});
