import { alertCounts } from './alertCounts';

const alert = (name: string, state: 'firing' | 'pending') => ({
  name,
  state,
  since: '2026-11-22T11:00:00Z',
  labels: {},
});

describe('alertCounts', () => {
  it('counts firing ones first, and names each once', () => {
    expect(
      alertCounts([
        alert('Slow', 'pending'),
        alert('Errors', 'firing'),
        alert('Errors', 'firing'),
      ]),
    ).toEqual([
      { state: 'firing', number: 2, names: ['Errors'] },
      { state: 'pending', number: 1, names: ['Slow'] },
    ]);
  });

  it('is empty where no alert is on', () => {
    expect(alertCounts([])).toEqual([]);
  });
});
