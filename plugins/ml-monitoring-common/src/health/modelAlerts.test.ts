import type { Alert } from '../contract/alerts';
import { alertsOfModel } from './modelAlerts';
import { clusterFacts } from './__testUtils__/modelFacts';

const ref = { namespace: 'ml-mon', name: 'rest-seldon' };
const alert = (
  labels: Record<string, string>,
  rest: Partial<Alert> = {},
): Alert => ({
  name: 'A',
  state: 'firing',
  since: '2026-03-01T11:00:00.000Z',
  labels: { namespace: 'ml-mon', ...labels },
  ...rest,
});
const found = (
  alerts: Alert[],
  matchers: Record<string, string> = {},
  cluster: ReturnType<typeof clusterFacts> | undefined = clusterFacts(),
) => alertsOfModel(alerts, { ref, matchers, cluster });

describe('alertsOfModel', () => {
  it.each([
    ['its name', { model: 'rest-seldon' }, true],
    ['its name, as Seldon writes it', { deployment_name: 'rest-seldon' }, true],
    ['a pod of its', { pod: 'rest-seldon-model-0-classifier-abc' }, true],
    ['a Service of its', { service: 'rest-seldon-model' }, true],
    [
      'a Deployment of its',
      { deployment: 'rest-seldon-model-0-classifier' },
      true,
    ],
    ['another model', { model: 'other' }, false],
    ['a pod of another', { pod: 'rest-seldon-2-0-x' }, false],
    ['the namespace alone', {}, false],
    [
      'its namesake in another namespace',
      { namespace: 'other', model: 'rest-seldon' },
      false,
    ],
  ])('goes by %s', (_, labels: Record<string, string>, isAbout) => {
    expect(found([alert(labels)])).toHaveLength(isAbout ? 1 : 0);
  });

  it('knows no objects where the cluster told nothing', () => {
    const byPod = alert({ pod: 'rest-seldon-model-0-classifier-abc' });
    expect(
      alertsOfModel([byPod, alert({ model: 'rest-seldon' })], {
        ref,
        matchers: {},
      }),
    ).toHaveLength(1);
  });

  it('leaves out those of another cluster in a shared source', () => {
    const inCluster = (cluster: string) =>
      alert({ model: 'rest-seldon', cluster });
    const own = inCluster('prod-eu');
    const unlabelled = alert({ model: 'rest-seldon' });
    expect(
      found([own, inCluster('prod-us'), unlabelled], { cluster: 'prod-eu' }),
    ).toEqual([own, unlabelled]);
  });

  it('has one of two replicas, firing before pending, the longest first', () => {
    const model = { model: 'rest-seldon' };
    const pending = alert(model, {
      name: 'P',
      state: 'pending',
      since: '2026-03-01T09:00:00.000Z',
    });
    const old = alert(
      { ...model, prometheus_replica: 'b' },
      { since: '2026-03-01T10:00:00.000Z' },
    );
    const young = alert({ ...model, prometheus_replica: 'a' });
    const other = alert(model, { name: 'B' });
    expect(found([pending, other, young, old])).toEqual([old, other, pending]);
  });
});
