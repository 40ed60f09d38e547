import { besideEarlier, drawnLines } from './besideEarlier';

const line = {
  color: '#0067A5',
  dash: [],
  width: 1.5,
  column: [1],
  hidden: false,
};
const series = ['a', 'b'].map(id => ({ id, name: id, labels: {}, values: [] }));
const data = { times: [0], columns: [[1], [2]] };

describe('what charts are compared with', () => {
  it('is drawn lighter in the same colour, and only with its line', () => {
    expect(
      drawnLines([
        { ...line, earlier: [5] },
        { ...line, hidden: true, earlier: [6] },
        line,
      ]).slice(3),
    ).toEqual([
      {
        color: '#0067A5B0',
        dash: [3, 4],
        width: 1,
        column: [5],
        hidden: false,
      },
      { color: '#0067A5B0', dash: [3, 4], width: 1, column: [6], hidden: true },
    ]);
  });

  it('stands beside each series in the table', () => {
    const beside = besideEarlier(
      series,
      data,
      { columns: [[3], [null]], words: '1 h earlier' },
      name => `${name}, 1 h earlier`,
    );
    expect(beside.series.map(({ name }) => name)).toEqual([
      'a',
      'a, 1 h earlier',
      'b',
      'b, 1 h earlier',
    ]);
    expect(beside.data.columns).toEqual([[1], [3], [2], [null]]);
    expect(new Set(beside.series.map(({ id }) => id)).size).toBe(4);
  });

  it('leaves the table as it is where nothing is compared', () => {
    expect(besideEarlier(series, data, undefined, name => name)).toEqual({
      series,
      data,
    });
  });
});
