/** What a key does on a chart. */
export type ChartCommand =
  | { kind: 'move'; to: 'previous' | 'next' | 'first' | 'last' }
  | { kind: 'zoom'; factor: number }
  /** By a share of what is shown; earlier where that is negative. */
  | { kind: 'pan'; share: number }
  | { kind: 'leave' };

const PAN = 0.25;
const ZOOM = 2;

const commands = new Map<string, ChartCommand>([
  ['ArrowLeft', { kind: 'move', to: 'previous' }],
  ['ArrowRight', { kind: 'move', to: 'next' }],
  ['Home', { kind: 'move', to: 'first' }],
  ['End', { kind: 'move', to: 'last' }],
  ['Shift ArrowLeft', { kind: 'pan', share: -PAN }],
  ['Shift ArrowRight', { kind: 'pan', share: PAN }],
  ['+', { kind: 'zoom', factor: 1 / ZOOM }],
  ['-', { kind: 'zoom', factor: ZOOM }],
  ['Escape', { kind: 'leave' }],
]);

/** The same keys on other keyboards. */
const aliases = new Map([
  ['=', '+'],
  ['−', '-'],
  ['_', '-'],
]);

type Key = Record<'ctrlKey' | 'altKey' | 'metaKey' | 'shiftKey', boolean> & {
  key: string;
};

/** `undefined` where the key belongs to somebody else, such as the browser with Ctrl and plus. */
export function commandOf(event: Key): ChartCommand | undefined {
  if (event.ctrlKey || event.altKey || event.metaKey) {
    return undefined;
  }
  const key = aliases.get(event.key) ?? event.key;
  const isArrow = key.startsWith('Arrow');
  const name = isArrow && event.shiftKey ? `Shift ${key}` : key;
  return commands.get(name);
}

/** The index that a move leads to. Without a crosshair an arrow begins with the latest. */
export function indexAfter(
  to: Extract<ChartCommand, { kind: 'move' }>['to'],
  from: number | undefined,
  count: number,
): number {
  const last = count - 1;
  switch (to) {
    case 'first':
      return 0;
    case 'previous':
      return Math.max(0, (from ?? count) - 1);
    case 'next':
      return Math.min(last, (from ?? last - 1) + 1);
    default:
      return last;
  }
}
