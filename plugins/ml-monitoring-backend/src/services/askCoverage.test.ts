import { instantsOf, type Range } from 'backstage-plugin-ml-monitoring-common';
import {
  MetricsSourceError,
  type ClusterMetrics,
  type MetricsSource,
} from '../metrics';
import { askCoverage } from './askCoverage';
import { SlowAnswers } from './health/SlowAnswers';

const HOUR = 3600;
const DAY = 24 * HOUR;
const now = new Date('2026-03-15T12:00:00Z');
const nowSeconds = now.getTime() / 1000;
const ref = { cluster: 'local', namespace: 'ml', name: 'm' };
const ago = (startSeconds: number, endSeconds = 0): Range => ({
  startSeconds: nowSeconds - startSeconds,
  endSeconds: nowSeconds - endSeconds,
  stepSeconds: HOUR,
});

/** A Prometheus that knows the targets of the namespace, and of all, since so many seconds. */
function coverage(since: {
  namespace?: number;
  all?: number;
  tenancy?: boolean;
}) {
  const asked: string[] = [];
  const source: Partial<MetricsSource> = {
    range: async (query, { range }) => {
      asked.push(query);
      const known = query.includes('namespace') ? since.namespace : since.all;
      return {
        value:
          known === undefined
            ? []
            : [
                {
                  labels: {},
                  values: instantsOf(range).map(at =>
                    at >= nowSeconds - known ? 1 : undefined,
                  ),
                },
              ],
        warnings: [],
      };
    },
  };
  const metrics = {
    source,
    matchers: { cluster: 'eu' },
    tenancy: since.tenancy ?? false,
    entries: [{}],
  } as unknown as ClusterMetrics;
  const slow = new SlowAnswers({ waitMs: 1000, nowMs: () => 0 });
  return {
    asked,
    of: (range: Range) => askCoverage({ ref, metrics, range }, { slow, now }),
  };
}

const byNamespace = 'count(up{cluster="eu",namespace="ml"})';
const byAll = 'count(up{cluster="eu"})';

describe('what a source covers', () => {
  it.each<
    [
      string,
      Parameters<typeof coverage>[0],
      Range,
      number | undefined,
      string[],
    ]
  >([
    [
      'everything where the namespace was known from the beginning',
      { namespace: 9 * DAY },
      ago(7 * DAY),
      undefined,
      [byNamespace],
    ],
    [
      'what is kept where nothing was known before',
      { namespace: 3 * DAY, all: 3 * DAY },
      ago(7 * DAY),
      3 * DAY,
      [byNamespace, byAll],
    ],
    [
      'everything where only the namespace is new',
      { namespace: 3 * DAY, all: 30 * DAY },
      ago(7 * DAY),
      undefined,
      [byNamespace, byAll],
    ],
    [
      'what others knew before a namespace that is new',
      { namespace: DAY, all: 4 * DAY },
      ago(7 * DAY),
      4 * DAY,
      [byNamespace, byAll],
    ],
    [
      'what is kept after a range that lies before it',
      { namespace: 2 * DAY, all: 2 * DAY },
      ago(7 * DAY, 7 * DAY - HOUR),
      2 * DAY,
      [byNamespace, byAll],
    ],
    [
      'only what may be asked about',
      { namespace: 2 * DAY, all: 9 * DAY, tenancy: true },
      ago(7 * DAY),
      2 * DAY,
      [byNamespace],
    ],
    [
      'nobody knows what where no target is told of',
      {},
      ago(7 * DAY),
      undefined,
      [byNamespace, byAll],
    ],
    [
      'what is not worth asking of the last hours',
      {},
      ago(DAY - 1),
      undefined,
      [],
    ],
  ])('is %s', async (_, since, range, known, asked) => {
    const source = coverage(since);
    const from = await source.of(range);
    const steps = 4 * HOUR;
    expect(from === undefined).toBe(known === undefined);
    expect(
      Math.abs((from ?? 0) - (known ? nowSeconds - known : 0)),
    ).toBeLessThan(steps);
    expect(source.asked).toEqual(asked);
  });

  it('is asked once for minutes', async () => {
    const source = coverage({ namespace: 9 * DAY });
    await source.of(ago(7 * DAY));
    await source.of({
      ...ago(7 * DAY),
      startSeconds: nowSeconds - 7 * DAY + 5,
    });
    expect(source.asked).toHaveLength(1);
  });

  it('is unknown where the source fails', async () => {
    const metrics = {
      source: {
        range: async () => {
          throw new MetricsSourceError('timeout', 'too slow');
        },
      } as Partial<MetricsSource>,
      matchers: {},
      entries: [{}],
    } as unknown as ClusterMetrics;
    const slow = new SlowAnswers({ waitMs: 1000, nowMs: () => 0 });
    const range = ago(7 * DAY);
    expect(
      await askCoverage({ ref, metrics, range }, { slow, now }),
    ).toBeUndefined();
  });
});
