import { endedRun } from './endedRun';

const ref = { cluster: 'local', namespace: 'ml-mon', name: 'fraud' };

const task = (status: string, own: object = {}): any => ({
  status,
  spec: {
    parameters: { ...ref, replicas: 1 },
    steps: [
      { id: 'plan', action: 'seldon:model:plan' },
      { id: 'deploy', action: 'seldon:model:deploy' },
    ],
    ...own,
  },
});

describe('endedRun', () => {
  it.each([
    ['cancelled', 'stopped'],
    ['failed', 'failed'],
  ])('finds the model that a %s run may have left', (status, end) => {
    expect(endedRun(task(status))).toEqual({
      end,
      ref,
      deployStep: 'deploy',
    });
  });

  it.each(['open', 'processing', 'completed'])(
    'finds none while a run is %s',
    status => {
      expect(endedRun(task(status))).toBeUndefined();
    },
  );

  it('finds none of a run that makes none', () => {
    expect(endedRun(task('failed', { steps: [] }))).toBeUndefined();
  });

  it('finds none where the parameters name none', () => {
    expect(endedRun(task('failed', { parameters: {} }))).toBeUndefined();
  });
});
