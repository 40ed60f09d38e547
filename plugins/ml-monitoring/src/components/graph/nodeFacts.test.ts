import type { ModelDetail } from 'backstage-plugin-ml-monitoring-common';
import { nodePanels } from '../../__testUtils__/fakeActivity';
import { measuredAt, nodeNumbers, nodeState } from './nodeFacts';

type Pod = ModelDetail['pods'][number];

const container = (own: Partial<Pod['containers'][number]> = {}) => ({
  name: 'classifier',
  image: 'seldonio/mock_classifier:1.17',
  ready: true,
  restarts: 0,
  state: 'running' as const,
  ...own,
});
const pod = (own: Partial<Pod> = {}): Pod => ({
  name: 'fraud-1',
  predictor: 'default',
  phase: 'Running',
  ready: true,
  restarts: 0,
  containers: [container()],
  ...own,
});
const crashing = container({
  ready: false,
  restarts: 4,
  state: 'waiting',
  reason: 'CrashLoopBackOff',
});

describe('nodeState', () => {
  it.each([
    [
      'ready everywhere',
      'classifier',
      [pod(), pod()],
      { kind: 'containers', ready: 2, total: 2, restarts: 0 },
    ],
    [
      'ready in part, with the reason',
      'classifier',
      [pod(), pod({ containers: [crashing] })],
      {
        kind: 'containers',
        ready: 1,
        total: 2,
        restarts: 4,
        reason: 'CrashLoopBackOff',
      },
    ],
    ['without pods', 'classifier', [], { kind: 'no-pods' }],
    [
      'of another predictor',
      'classifier',
      [pod({ predictor: 'canary' })],
      { kind: 'no-pods' },
    ],
    ['without a container of its name', 'other', [pod()], { kind: 'not-seen' }],
  ])('of a node %s', (_, name, pods, state) => {
    expect(nodeState({ name }, 'default', pods)).toEqual(state);
  });

  it('of a node that the orchestrator is itself needs no container', () => {
    expect(
      nodeState(
        { name: 'router', implementation: 'RANDOM_ABTEST' },
        'default',
        [pod()],
      ),
    ).toEqual({ kind: 'built-in' });
  });

  it('of a node that is replaced by a container of its name is the one of the container', () => {
    expect(
      nodeState(
        { name: 'classifier', implementation: 'SIMPLE_MODEL' },
        'default',
        [pod()],
      ),
    ).toMatchObject({ kind: 'containers' });
  });
});

describe('nodeNumbers', () => {
  const metrics = {
    panels: nodePanels(['classifier'], 3),
    range: { startSeconds: 0, endSeconds: 120, stepSeconds: 60 },
  };

  it('are the last that were measured, each with its time', () => {
    const numbers = nodeNumbers(metrics, 'default', 'classifier');
    expect(numbers.map(({ panel, latest }) => [panel.id, latest])).toEqual([
      ['node-requests', { value: 9.4, atSeconds: 60 }],
      ['node-errors', { value: 0, atSeconds: 60 }],
      ['node-latency', { value: 0.012, atSeconds: 60 }],
    ]);
    expect(measuredAt(numbers)).toBe(60);
  });

  it('are the p95 of several quantiles', () => {
    const [panel] = metrics.panels.filter(({ id }) => id === 'node-latency');
    const [series] = panel.series;
    const quantiles = ['p50', 'p95'].map((quantile, index) => ({
      ...series,
      id: `default/classifier/${quantile}`,
      values: [index, index, null],
    }));
    const numbers = nodeNumbers(
      { ...metrics, panels: [{ ...panel, series: quantiles }] },
      'default',
      'classifier',
    );
    expect(numbers.map(({ latest }) => latest?.value)).toEqual([1]);
  });

  it.each([
    ['another node', 'default', 'other'],
    ['the same node of another predictor', 'canary', 'classifier'],
  ])('of %s are not taken for its own', (_, predictor, node) => {
    const numbers = nodeNumbers(metrics, predictor, node);
    expect(numbers.map(({ latest }) => latest)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(measuredAt(numbers)).toBeUndefined();
  });
});
