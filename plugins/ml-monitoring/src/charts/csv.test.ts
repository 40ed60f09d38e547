import fc from 'fast-check';
import { csvFileName, toCsv } from './csv';

const HOUR = 3600;
const at = Date.parse('2026-10-25T00:30:00Z') / 1000;
const csv = (headers: string[], columns: (number | null)[][] = []) =>
  toCsv({
    timeHeader: 'time',
    headers,
    data: { times: [at, at + HOUR], columns },
    format: { timeZone: 'Europe/Berlin' },
  });

describe('a chart as CSV', () => {
  it('has a row for each instant with its zone, a column for each series, and no value for a gap', () => {
    expect(
      csv(
        ['main (seconds)', 'canary (seconds)'],
        [
          [0.25, 1e-7],
          [null, -2],
        ],
      ),
    ).toBe(
      [
        'time,main (seconds),canary (seconds)',
        '2026-10-25T02:30:00+02:00,0.25,',
        '2026-10-25T02:30:00+01:00,1e-7,-2',
        '',
      ].join('\r\n'),
    );
  });

  it('writes zones behind UTC, and those that are not whole hours', () => {
    const [newYork, kolkata] = ['America/New_York', 'Asia/Kolkata'].map(
      timeZone =>
        toCsv({
          timeHeader: 'time',
          headers: [],
          data: { times: [at], columns: [] },
          format: { timeZone },
        }).split('\r\n')[1],
    );
    expect(newYork).toBe('2026-10-24T20:30:00-04:00');
    expect(kolkata).toBe('2026-10-25T06:00:00+05:30');
  });

  it.each([
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['=HYPERLINK("http://evil","x")', `"'=HYPERLINK(""http://evil"",""x"")"`],
  ])('writes the name %j so that no spreadsheet runs it', (name, cell) => {
    expect(csv([name]).split('\r\n')[0]).toBe(`time,${cell}`);
  });

  it('has no cell that begins a formula, and as many cells in a row as columns, whatever things are called', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 5 }), names => {
        const text = csv(
          names,
          names.map(() => [1, null]),
        );
        const [head, ...rows] = parse(text);
        expect(head).toHaveLength(names.length + 1);
        expect(head.filter(cell => /^[=+\-@\t\r\n]/.test(cell))).toEqual([]);
        expect(rows.map(row => row.length)).toEqual([
          names.length + 1,
          names.length + 1,
        ]);
      }),
    );
  });
});

describe('its file name', () => {
  it('tells model, panel and range', () => {
    expect(
      csvFileName({
        namespace: 'ml-mon',
        model: 'rest-seldon',
        panel: 'custom:my gauge/1',
        times: [at, at + HOUR],
      }),
    ).toBe(
      'ml-mon_rest-seldon_custom-my-gauge-1_20261025T003000Z_20261025T013000Z.csv',
    );
  });
});

/** As RFC 4180 has it. */
function parse(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let rest = text;
  while (rest) {
    const [whole, quoted, plain = '', end] =
      /^(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n)/.exec(rest)!;
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    rest = rest.slice(whole.length);
    if (end === '\r\n') {
      rows.push(row);
      row = [];
    }
  }
  return rows;
}
