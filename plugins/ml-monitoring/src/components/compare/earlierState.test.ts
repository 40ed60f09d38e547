import type { Panel } from 'backstage-plugin-ml-monitoring-common';
import { earlierState } from './earlierState';

const then = { startSeconds: 1000, endSeconds: 4600, stepSeconds: 60 };
const DAY = 86_400;
const panel = (values: (number | null)[]): Panel => ({
  id: 'requests',
  title: 'Requests',
  group: 'traffic',
  unit: 'requests/s',
  status: 'ok',
  queries: [],
  series: [{ id: 'a', name: 'a', labels: {}, values }],
});
const measured = [panel([null, 0])];
const unmeasured = [panel([null, null])];
const noChange = () => 0;

describe('earlier minutes', () => {
  it.each([
    ['are there', measured, undefined, { kind: 'there', clockMinutes: 0 }],
    [
      'are there where what is kept begins before',
      measured,
      900,
      { kind: 'there', clockMinutes: 0 },
    ],
    [
      'are there in part where it begins within',
      measured,
      2000,
      { kind: 'there', keptFromSeconds: 2000, clockMinutes: 0 },
    ],
    [
      'are not kept where it begins after',
      unmeasured,
      4600,
      { kind: 'not-kept', fromSeconds: 4600 },
    ],
    [
      'are empty where they are kept and nothing was measured',
      unmeasured,
      900,
      { kind: 'nothing' },
    ],
    [
      'are empty where it is not told what is kept',
      [],
      undefined,
      { kind: 'nothing' },
    ],
  ])('%s', (_, panels, coveredFromSeconds, state) => {
    expect(
      earlierState({ panels, coveredFromSeconds }, then, DAY, noChange),
    ).toEqual(state);
  });

  it('lie an hour apart by the clock after it was changed', () => {
    const inBerlin = (seconds: number) => (seconds < 5000 ? -120 : -60);
    expect(earlierState({ panels: measured }, then, DAY, inBerlin)).toEqual({
      kind: 'there',
      clockMinutes: -60,
    });
  });
});
