import {
  changeLines,
  changesAt,
  marksWithin,
  placeLabels,
  type AlertMark,
  type ChangeMark,
} from './marks';

const change = (
  atSeconds: number,
  kind: ChangeMark['kind'] = 'rollout',
): ChangeMark => ({
  kind,
  atSeconds,
  label: kind,
  text: `${kind} ${atSeconds}`,
});
const alert = (sinceSeconds: number): AlertMark => ({
  state: 'firing',
  sinceSeconds,
  text: `alert ${sinceSeconds}`,
});
const asPixels = (seconds: number) => seconds;

describe('marksWithin', () => {
  const marks = {
    changes: [change(99), change(100), change(200), change(201)],
    alerts: [alert(1), alert(150), alert(201)],
  };

  it('keeps changes inside of the chart, and every alert that is on by its end', () => {
    expect(marksWithin(marks, 100, 200)).toEqual({
      changes: [change(100), change(200)],
      alerts: [alert(1), alert(150)],
    });
  });
});

describe('changesAt', () => {
  it.each([
    ['on the instant', 60, true],
    ['nearer to it than to the next', 84, true],
    ['nearer to the one before', 29, false],
    ['nearer to the next', 91, false],
  ])('a change %s (%d s) is named there: %s', (_, atSeconds, isNamed) => {
    expect(changesAt([change(atSeconds)], [0, 60, 120], 1)).toHaveLength(
      isNamed ? 1 : 0,
    );
  });
});

describe('changeLines', () => {
  it('draws apart what can be told apart, in the order of time', () => {
    expect(changeLines([change(50), change(10)], asPixels, 6)).toEqual([
      { x: 10, changes: [change(10)] },
      { x: 50, changes: [change(50)] },
    ]);
  });

  it('draws as one line what is too near, the most telling first', () => {
    expect(
      changeLines(
        [change(10, 'spec'), change(12, 'rollout'), change(15, 'routing')],
        asPixels,
        6,
      ),
    ).toEqual([
      {
        x: 10,
        changes: [
          change(12, 'rollout'),
          change(15, 'routing'),
          change(10, 'spec'),
        ],
      },
    ]);
  });
});

describe('placeLabels', () => {
  const width = (text: string) => text.length * 10;
  const bounds = { left: 0, right: 100 };

  it.each([
    ['beside its line', [{ x: 20, text: 'abc' }], [{ left: 20, text: 'abc' }]],
    [
      'moved in at the right edge',
      [{ x: 95, text: 'abc' }],
      [{ left: 70, text: 'abc' }],
    ],
    [
      'not on the one before',
      [
        { x: 20, text: 'abc' },
        { x: 45, text: 'd' },
      ],
      [{ left: 20, text: 'abc' }],
    ],
    [
      'beside one that leaves room',
      [
        { x: 20, text: 'abc' },
        { x: 60, text: 'd' },
      ],
      [
        { left: 20, text: 'abc' },
        { left: 60, text: 'd' },
      ],
    ],
  ])('puts a label %s', (_, labels, boxes) => {
    expect(placeLabels(labels, width, bounds, 6)).toEqual(boxes);
  });
});
