import { createWorld } from '../../__testUtils__/createWorld';
import { DASHBOARDS } from '../runtime/resources';
import { startGrafanaOperator } from './startGrafanaOperator';

const apiVersion = 'grafana.integreatly.org/v1beta1';
const metadata = { name: 'm', namespace: 'ml' };

describe('a dashboard', () => {
  it('waits for a Grafana that it selects, and is applied to it', () => {
    const world = createWorld();
    const { cluster } = world;
    startGrafanaOperator(world);
    const status = () => {
      world.settle();
      return cluster.get(DASHBOARDS, metadata)?.status;
    };
    cluster.create({
      apiVersion,
      kind: 'GrafanaDashboard',
      metadata,
      spec: {
        instanceSelector: { matchLabels: { dashboards: 'grafana' } },
        json: '{}',
      },
    });
    expect(status()).toMatchObject({
      NoMatchingInstances: true,
      conditions: [{ type: 'NoMatchingInstance', reason: 'EmptyAPIReply' }],
    });
    cluster.create({
      apiVersion,
      kind: 'Grafana',
      metadata: { ...metadata, labels: { dashboards: 'grafana' } },
      spec: {},
    });
    expect(status()).toMatchObject({
      NoMatchingInstances: false,
      conditions: [
        {
          type: 'DashboardSynchronized',
          status: 'True',
          message: 'Dashboard was successfully applied to 1 instances',
        },
      ],
    });
  });
});
