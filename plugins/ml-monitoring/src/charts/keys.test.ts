import { commandOf, indexAfter } from './keys';

const press = (key: string, held: Partial<KeyboardEvent> = {}) =>
  commandOf({
    key,
    ctrlKey: false,
    altKey: false,
    metaKey: false,
    shiftKey: false,
    ...held,
  });

describe('a key on a chart', () => {
  it.each([
    ['ArrowLeft', false, { kind: 'move', to: 'previous' }],
    ['ArrowRight', false, { kind: 'move', to: 'next' }],
    ['Home', false, { kind: 'move', to: 'first' }],
    ['End', false, { kind: 'move', to: 'last' }],
    ['ArrowLeft', true, { kind: 'pan', share: -0.25 }],
    ['ArrowRight', true, { kind: 'pan', share: 0.25 }],
    ['+', true, { kind: 'zoom', factor: 0.5 }],
    ['=', false, { kind: 'zoom', factor: 0.5 }],
    ['-', false, { kind: 'zoom', factor: 2 }],
    ['Escape', false, { kind: 'leave' }],
    ['constructor', false, undefined],
    ['Tab', false, undefined],
  ])('%s, with Shift %s, means %j', (key, shiftKey, command) => {
    expect(press(key, { shiftKey })).toEqual(command);
  });

  it('is left to the browser with Ctrl, Alt or Command', () => {
    expect([
      press('+', { ctrlKey: true }),
      press('ArrowLeft', { altKey: true }),
      press('-', { metaKey: true }),
    ]).toEqual([undefined, undefined, undefined]);
  });
});

describe('the crosshair', () => {
  it.each([
    ['previous', undefined, 9],
    ['next', undefined, 9],
    ['previous', 5, 4],
    ['next', 5, 6],
    ['previous', 0, 0],
    ['next', 9, 9],
    ['first', 5, 0],
    ['last', undefined, 9],
  ] as const)('moved to the %s from %s is at %s', (to, from, index) => {
    expect(indexAfter(to, from, 10)).toBe(index);
  });
});
