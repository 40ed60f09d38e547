import fc from 'fast-check';
import {
  instantsOf,
  pointsIn,
  rangeOf,
  type Range,
} from 'backstage-plugin-ml-monitoring-common';
import type { Answer, RangeSeries } from './MetricsSource';
import { RangeCache } from './RangeCache';

const START_MS = Date.parse('2026-03-01T12:00:00Z');
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

type Truth = (
  seconds: number,
  nowMs: number,
) => Record<string, number | undefined>;

/** A cache in front of a Prometheus that knows the truth, and a clock. */
function cacheOf(
  truth: Truth,
  options: { maximumValues?: number; warnings?: () => string[] } = {},
) {
  let nowMs = START_MS;
  const asked: Range[] = [];
  const cache = new RangeCache({
    nowMs: () => nowMs,
    maximumValues: options.maximumValues ?? 100_000,
  });
  const answerTo = (range: Range): Answer<RangeSeries[]> => {
    const instants = instantsOf(range).map(at => truth(at, nowMs));
    const names = [...new Set(instants.flatMap(Object.keys))].sort();
    return {
      value: names.map(name => ({
        labels: { name },
        values: instants.map(values => values[name]),
      })),
      warnings: options.warnings?.() ?? [],
    };
  };
  return {
    asked,
    answerTo,
    look: (range: Range, query = 'up') =>
      cache.get(query, range, async part => {
        asked.push(part);
        return answerTo(part);
      }),
    pass: (ms: number) => {
      nowMs += ms;
    },
    now: () => new Date(nowMs),
    lastHour: (stepSeconds = 15) =>
      rangeOf(
        { from: new Date(nowMs - HOUR_MS), stepSeconds },
        new Date(nowMs),
      ),
    pointsAsked: () => asked.reduce((sum, part) => sum + pointsIn(part), 0),
  };
}

const steady: Truth = seconds => ({ a: seconds });

describe('RangeCache', () => {
  it('asks on a refresh only about what is new and what samples may still come late for', async () => {
    const { look, lastHour, asked, answerTo, pass } = cacheOf(steady);
    await look(lastHour());
    pass(30_000);
    await expect(look(lastHour())).resolves.toEqual(answerTo(lastHour()));
    expect(asked.map(pointsIn)).toEqual([241, 10]);
  });

  it('asks once whenever there is something new, however many look meanwhile', async () => {
    const { look, lastHour, asked, pass } = cacheOf(steady);
    for (let second = 0; second < 60; second += 1) {
      await look(lastHour());
      pass(1_000);
    }
    expect(asked.map(pointsIn)).toEqual([241, 9, 9, 9]);
  });

  it('shows what came late', async () => {
    const seconds = START_MS / 1000;
    const { look, lastHour, answerTo, pass } = cacheOf((at, nowMs) => ({
      a: at > seconds - 119 && nowMs < START_MS + 20_000 ? 0 : at,
    }));
    await look(lastHour());
    pass(30_000);
    await expect(look(lastHour())).resolves.toEqual(answerTo(lastHour()));
  });

  it('asks for everything anew after ten minutes, for what was changed afterwards', async () => {
    let value = 1;
    const { look, lastHour, asked, answerTo, pass } = cacheOf(() => ({
      value,
    }));
    await look(lastHour());
    value = 2;
    pass(10 * MINUTE_MS);
    await expect(look(lastHour())).resolves.toEqual(answerTo(lastHour()));
    expect(pointsIn(asked[1])).toBe(241);
  });

  it('asks those who look at a longer range for it only where the steps are equal', async () => {
    const { look, asked, now } = cacheOf(steady);
    const last = (ms: number, stepSeconds: number) =>
      rangeOf({ from: new Date(now().getTime() - ms), stepSeconds }, now());
    await look(last(HOUR_MS, 60));
    await look(last(HOUR_MS / 2, 60));
    expect(asked).toHaveLength(1);
    await look(last(2 * HOUR_MS, 60));
    await look(last(HOUR_MS, 30));
    expect(asked.map(pointsIn)).toEqual([61, 60, 121]);
  });

  it('keeps the last minute of a long range, though it lies between two steps', async () => {
    const { look, asked, answerTo, pass, now } = cacheOf(steady);
    const week = () =>
      rangeOf({ from: new Date(now().getTime() - 168 * HOUR_MS) }, now());
    pass(7 * MINUTE_MS);
    await look(week());
    for (let minute = 0; minute < 8; minute += 1) {
      pass(MINUTE_MS);
      await expect(look(week())).resolves.toEqual(answerTo(week()));
    }
    expect(asked.slice(1).map(pointsIn)).toEqual(new Array(8).fill(1));
  });

  it('leaves out series that went, and keeps those that are there without a value', async () => {
    const begin = START_MS / 1000;
    const { look, lastHour, pass } = cacheOf(at => ({
      idle: undefined,
      ...(at < begin - 3500 && { gone: 1 }),
    }));
    const names = async () =>
      (await look(lastHour())).value.map(({ labels }) => labels.name);
    await expect(names()).resolves.toEqual(['gone', 'idle']);
    pass(5 * MINUTE_MS);
    await expect(names()).resolves.toEqual(['idle']);
  });

  it('keeps a warning with the points it came with, and asks for these anew after a minute', async () => {
    let warnings = ['half of the stores did not answer'];
    const { look, lastHour, asked, pass } = cacheOf(steady, {
      warnings: () => warnings,
    });
    await look(lastHour());
    warnings = [];
    pass(30_000);
    await expect(look(lastHour())).resolves.toMatchObject({
      warnings: ['half of the stores did not answer'],
    });
    pass(30_000);
    await expect(look(lastHour())).resolves.toMatchObject({ warnings: [] });
    expect(asked.map(pointsIn)).toEqual([241, 10, 241]);
  });

  it('gives what the whole question would have given, whoever looks at what and when', async () => {
    const truth: Truth = seconds => {
      const minute = Math.floor(seconds / 60);
      return {
        always: seconds,
        ...(minute % 7 > 2 && { sometimes: minute }),
        ...(minute % 50 < 20 && { [`pod-${Math.floor(minute / 50)}`]: 1 }),
      };
    };
    const measured = ({ value }: Answer<RangeSeries[]>) =>
      value.filter(({ values }) => values.some(each => each !== undefined));
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            passMs: fc.oneof(
              fc.integer({ min: 0, max: 120_000 }),
              fc.integer({ min: 0, max: 20 * MINUTE_MS }),
            ),
            lengthSeconds: fc.integer({ min: 60, max: 4 * 3600 }),
            agoSeconds: fc.oneof(
              fc.constant(0),
              fc.integer({ min: 0, max: 7200 }),
            ),
            stepSeconds: fc.constantFrom(30, 60, 120, 600, undefined),
          }),
          { minLength: 1, maxLength: 12 },
        ),
        fc.constantFrom(200, 2_000, 100_000),
        async (looks, maximumValues) => {
          const { look, answerTo, pass, now } = cacheOf(truth, {
            maximumValues,
          });
          for (const {
            passMs,
            lengthSeconds,
            agoSeconds,
            stepSeconds,
          } of looks) {
            pass(passMs);
            const toMs = now().getTime() - agoSeconds * 1000;
            const range = rangeOf(
              {
                from: new Date(toMs - lengthSeconds * 1000),
                to: new Date(toMs),
                stepSeconds,
              },
              now(),
            );
            expect(measured(await look(range))).toEqual(
              measured(answerTo(range)),
            );
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it('forgets what was asked for longest ago when it knows many points', async () => {
    const { look, lastHour, asked } = cacheOf(steady, {
      maximumValues: 10_000,
    });
    for (let query = 0; query < 100; query += 1) {
      await look(lastHour(), `up${query}`);
    }
    await look(lastHour(), 'up99');
    expect(asked).toHaveLength(100);
    await look(lastHour(), 'up0');
    expect(asked).toHaveLength(101);
  });
});

describe('RangeCache, while an answer is on its way', () => {
  const range = (startSeconds: number, endSeconds: number): Range => ({
    startSeconds,
    endSeconds,
    stepSeconds: 10,
  });

  function controlled() {
    const cache = new RangeCache({ nowMs: () => START_MS, maximumValues: 1e6 });
    const asked: {
      part: Range;
      signal: AbortSignal;
      resolve: () => void;
      reject: (error: Error) => void;
    }[] = [];
    const look = (wanted: Range, signal?: AbortSignal) =>
      cache.get(
        'up',
        wanted,
        (part, either) =>
          new Promise((resolve, reject) => {
            either.addEventListener('abort', () => reject(either.reason));
            asked.push({
              part,
              signal: either,
              resolve: () =>
                resolve({
                  value: [{ labels: {}, values: instantsOf(part) }],
                  warnings: [],
                }),
              reject,
            });
          }),
        signal,
      );
    return { asked, look };
  }
  const answer = (wanted: Range) => ({
    value: [{ labels: {}, values: instantsOf(wanted) }],
    warnings: [],
  });
  const settle = () => new Promise(resolve => setImmediate(resolve));

  it('asks who comes a little later only about what is not on its way', async () => {
    const { asked, look } = controlled();
    const first = look(range(0, 100));
    const second = look(range(20, 120));
    expect(asked).toHaveLength(1);
    asked[0].resolve();
    await expect(first).resolves.toEqual(answer(range(0, 100)));
    await settle();
    expect(asked[1].part).toEqual(range(110, 120));
    asked[1].resolve();
    await expect(second).resolves.toEqual(answer(range(20, 120)));
  });

  it('fails for who waits for a part of their own question, and asks anew for who wants less', async () => {
    const { asked, look } = controlled();
    const all = look(range(0, 100));
    const more = look(range(0, 110));
    const less = look(range(50, 100));
    asked[0].reject(new Error('too heavy'));
    await expect(all).rejects.toThrow('too heavy');
    await expect(more).rejects.toThrow('too heavy');
    expect(asked[1].part).toEqual(range(50, 100));
    asked[1].resolve();
    await expect(less).resolves.toEqual(answer(range(50, 100)));
  });

  it('gives up what nobody waits for, and nothing else', async () => {
    const { asked, look } = controlled();
    const leaver = new AbortController();
    const left = look(range(0, 100), leaver.signal);
    const stayed = look(range(200, 300));
    leaver.abort(new Error('left'));
    await expect(left).rejects.toThrow('left');
    expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    const next = look(range(0, 100));
    asked[1].resolve();
    asked[2].resolve();
    await expect(Promise.all([stayed, next])).resolves.toEqual([
      answer(range(200, 300)),
      answer(range(0, 100)),
    ]);
  });
});
