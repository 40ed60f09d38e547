import { foremost, MOST_LINES } from './foremost';

const series = (name: string, ...values: (number | null)[]) => ({
  id: name,
  name,
  labels: { pod: name.split(' · ')[0] },
  values,
});
const many = (values: (at: number) => (number | null)[], part = '') =>
  Array.from({ length: 50 }, (_, at) =>
    series(`pod-${at}${part && ` · ${part}`}`, ...values(at)),
  );
const named = (...numbers: number[]) => numbers.map(at => `pod-${at}`).sort();
const ids = (...given: Parameters<typeof foremost>) =>
  [...foremost(...given)!.ids].sort();

describe('the lines that are drawn of many', () => {
  it('are all of them up to ten', () => {
    expect(
      foremost({
        unit: 'none',
        series: many(at => [at]).slice(0, MOST_LINES),
      }),
    ).toBeUndefined();
  });

  it('are those with the largest value anywhere in the range, a peak that is over included', () => {
    expect(
      ids({
        unit: 'cores',
        series: many(at => (at === 7 ? [null, 900, 0] : [at, at, at + 1])),
      }),
    ).toEqual(named(7, 43, 44, 45, 46, 47, 48, 49));
  });

  it('are those that fall lowest of shares that are best near 100 %', () => {
    const success = {
      unit: 'ratio' as const,
      series: many(at => (at < 8 ? [1, 0.1 * at, 1] : [1, 0.99, 1])),
    };
    expect(ids(success)).toEqual(named(0, 1, 2, 3, 4, 5, 6, 7));
    expect(foremost(success)?.by).toBe('lowest');
  });

  it('are those that rise highest of shares that are best near none', () => {
    expect(
      ids({ unit: 'ratio', series: many(at => [at / 1000, 0.01]) }),
    ).toEqual(named(42, 43, 44, 45, 46, 47, 48, 49));
  });

  it('are use and limit of the same pods, and a limit alone puts no pod in front', () => {
    const used = many(at => [at, at + 1], 'used');
    const limit = many(at => (at === 0 ? [9000, 9000] : [100, 100]), 'limit');
    expect(ids({ unit: 'bytes', series: [...used, ...limit] })).toEqual(
      [46, 47, 48, 49].flatMap(at => [`pod-${at} · limit`, `pod-${at} · used`]),
    );
  });

  it('can be told of lines that do not move, and of nothing measured', () => {
    expect(ids({ unit: 'none', series: many(at => [at, at]) })).toEqual(
      named(42, 43, 44, 45, 46, 47, 48, 49),
    );
    expect(ids({ unit: 'none', series: many(() => [null]) })).toHaveLength(8);
  });
});
