import { restLines } from './rest';

const series = (pod: string, part: string, values: (number | null)[]) => ({
  id: `${pod}/${part}`,
  name: [pod, part].filter(Boolean).join(' · '),
  labels: { pod },
  values,
});
const drawn =
  (...ids: string[]) =>
  (id: string) =>
    ids.includes(id);

describe('the rest', () => {
  const pods = Array.from({ length: 12 }, (_, at) =>
    series(`pod-${at}`, '', [1, at < 2 ? null : 2, null]),
  );

  it('is the sum of the lines that are not drawn, and a gap where none of them was measured', () => {
    expect(
      restLines({ series: pods, unit: 'cores' }, drawn('pod-5/', 'pod-6/')),
    ).toEqual([
      {
        id: 'Σ/',
        part: '',
        count: 10,
        column: [10, 16, null],
        dwarfs: true,
      },
    ]);
  });

  it('is summed part by part', () => {
    const series12 = Array.from({ length: 6 }, (_, at) => [
      series(`pod-${at}`, 'used', [1]),
      series(`pod-${at}`, 'limit', [10]),
    ]).flat();
    expect(
      restLines(
        { series: series12, unit: 'bytes' },
        drawn('pod-0/used', 'pod-0/limit', 'pod-1/limit'),
      ),
    ).toMatchObject([
      { id: 'Σ/used', part: 'used', count: 5, column: [5], dwarfs: false },
      { id: 'Σ/limit', part: 'limit', count: 4, column: [40], dwarfs: true },
    ]);
  });

  it('is nothing yet where all are drawn', () => {
    expect(restLines({ series: pods, unit: 'cores' }, () => true)).toEqual([
      { id: 'Σ/', part: '', count: 0, column: [], dwarfs: false },
    ]);
  });

  it.each(['seconds', 'ratio', 'none'] as const)(
    'is not told of %s: a sum of those means nothing',
    unit => {
      expect(restLines({ series: pods, unit }, drawn())).toEqual([]);
    },
  );

  it('is not told of few lines, of which the reader hid some', () => {
    expect(
      restLines({ series: pods.slice(0, 10), unit: 'cores' }, drawn()),
    ).toEqual([]);
  });
});
