import { reportedMetrics } from './reportedMetrics';

const answer = (metrics: unknown) => ({ data: {}, meta: { metrics } });
const of = (metrics: unknown) =>
  reportedMetrics({ protocol: 'seldon', response: answer(metrics) });

describe('metrics in an answer', () => {
  it('are told with their tags', () => {
    expect(
      of([
        { key: 'c', type: 'COUNTER', value: 1, tags: { tier: 'gold' } },
        { key: 'g', type: 'GAUGE', value: -2.5 },
        { key: 't', type: 'TIMER', value: 20.2, tags: {} },
      ]),
    ).toEqual([
      { key: 'c', type: 'COUNTER', value: 1, tags: { tier: 'gold' } },
      { key: 'g', type: 'GAUGE', value: -2.5 },
      { key: 't', type: 'TIMER', value: 20.2, tags: {} },
    ]);
  });

  it('may leave out what protobuf leaves out, or number their type', () => {
    expect(of([{ key: 'c' }, { key: 't', type: 2, value: 1 }])).toEqual([
      { key: 'c', type: 'COUNTER', value: 0 },
      { key: 't', type: 'TIMER', value: 1 },
    ]);
  });

  it.each([
    [[{ key: '' }, { value: 1 }, null, 7, 'x', { key: 'a', value: '1' }]],
    [
      [
        { key: 'a', type: 'OTHER' },
        { key: 'a', type: 3 },
      ],
    ],
    ['x'],
    [{ a: 1 }],
  ])('are none in %j', metrics => {
    expect(of(metrics)).toEqual([]);
  });

  it('are bounded, whatever a model says', () => {
    const many = Array.from({ length: 5_000 }, () => ({
      key: 'a',
      tags: Object.fromEntries(
        Array.from({ length: 500 }, (_, index) => [`t${index}`, 'x']),
      ),
    }));
    const told = of(many);
    expect(told).toHaveLength(100);
    expect(Object.keys(told[0].tags!)).toHaveLength(20);
    expect(of([{ key: 'x'.repeat(501) }])).toEqual([]);
    expect(of([{ key: 'a', tags: { n: 7, ok: 'yes' } }])).toEqual([
      { key: 'a', type: 'COUNTER', value: 0, tags: { ok: 'yes' } },
    ]);
  });

  it.each(['tensorflow', 'v2'] as const)(
    'are no part of the %s protocol',
    protocol => {
      const response = answer([{ key: 'c', value: 1 }]);
      expect(reportedMetrics({ protocol, response })).toEqual([]);
    },
  );
});
