import { NotFoundError } from '@backstage/errors';
import type { ClusterFacts } from 'backstage-plugin-ml-monitoring-common';
import { ScrapeIntervals } from './ScrapeIntervals';

const ref = { cluster: 'local', namespace: 'ml', name: 'fraud' };
const start = Date.parse('2026-03-01T12:00:00Z');

/** A model whose monitors scrape at these intervals, and how often a cluster was asked for it. */
function scene() {
  let nowMs = start;
  let asked = 0;
  const intervals = new ScrapeIntervals(() => new Date(nowMs));
  return {
    asked: () => asked,
    pass: (ms: number) => {
      nowMs += ms;
    },
    secondsWith: (...seconds: (number | undefined)[]) =>
      intervals.secondsOf(ref, async () => {
        asked += 1;
        return {
          model: {
            monitors: seconds.map(intervalSeconds => ({ intervalSeconds })),
          },
        } as ClusterFacts;
      }),
    secondsAfter: (facts: () => Promise<undefined>) =>
      intervals.secondsOf(ref, facts),
  };
}

describe('ScrapeIntervals', () => {
  it.each([
    [[5], 5],
    [[5, 15], 15],
    [[undefined, 10], 10],
    [[], 30],
  ])('takes of monitors with %j the longest: %d s', async (each, seconds) => {
    await expect(scene().secondsWith(...each)).resolves.toBe(seconds);
  });

  it('asks a cluster once a minute', async () => {
    const { asked, pass, secondsWith } = scene();
    await secondsWith(5);
    pass(59_999);
    await expect(secondsWith(15)).resolves.toBe(5);
    pass(1);
    await expect(secondsWith(15)).resolves.toBe(15);
    expect(asked()).toBe(2);
  });

  it('remembers neither a cluster that did not answer nor a model that is not there', async () => {
    const { secondsAfter, secondsWith } = scene();
    await expect(secondsAfter(async () => undefined)).resolves.toBe(30);
    await expect(
      secondsAfter(() => Promise.reject(new NotFoundError('gone'))),
    ).rejects.toThrow('gone');
    await expect(secondsWith(5)).resolves.toBe(5);
  });
});
