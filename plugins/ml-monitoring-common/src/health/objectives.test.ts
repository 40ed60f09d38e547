import {
  objectivesOf,
  SLO_GRIDS,
  sloReport,
  type RequestGrid,
} from './objectives';

const HOUR = 3600;
const DAY = 24 * HOUR;
const scope = { matchers: [], windowSeconds: 300 };
const availability = objectivesOf({ availabilityPercent: 99 });
const latency = objectivesOf({ latencyP95: '250ms' });

/** Ten predictions a second, of which 1 % fail and 10 % are late, as far back as they were kept. */
function grids(keptSeconds: number, change: Partial<RequestGrid> = {}) {
  const recent = {
    lengthSeconds: HOUR + 60,
    stepSeconds: 60,
    windowSeconds: 300,
  };
  return [
    recent,
    ...SLO_GRIDS.map(grid => ({ ...grid, windowSeconds: grid.stepSeconds })),
  ].map(({ lengthSeconds, stepSeconds, windowSeconds }): RequestGrid => {
    const points = Math.round(lengthSeconds / stepSeconds);
    const values = (value: number) =>
      [...new Array(points).keys()].map(index =>
        (points - 1 - index) * stepSeconds < keptSeconds ? value : undefined,
      );
    return {
      stepSeconds,
      windowSeconds,
      requests: values(10),
      faults: values(0.1),
      within: values(9),
      ...change,
    };
  });
}

const reportOf = (
  objectives: typeof availability,
  given: RequestGrid[],
  measured = true,
) => sloReport({ objectives, grids: given, measured, scope });

describe('objectivesOf', () => {
  it.each([
    [undefined, []],
    [{}, []],
    [
      { availabilityPercent: 99.9 },
      [{ kind: 'availability', targetRatio: 0.999 }],
    ],
    // Between two buckets the stricter one is measured.
    [
      { latencyP95: '300ms' },
      [{ kind: 'latency', targetRatio: 0.95, boundSeconds: 0.25 }],
    ],
    [{ latencyP95: '30s' }, []],
  ])('reads %j', (slo, objectives) => {
    expect(objectivesOf(slo)).toEqual(objectives);
  });
});

describe('sloReport', () => {
  it.each([
    ['28 days', 40 * DAY, 28 * DAY],
    ['a day, as OpenShift does', DAY, DAY],
    // The first of its windows began before.
    ['ten minutes', 600, 840],
  ])('counts over what is kept: %s', (_, kept, windowSeconds) => {
    const report = reportOf(availability, grids(kept));
    expect(report.windowSeconds).toBe(windowSeconds);
    expect(report.wantedWindowSeconds).toBe(28 * DAY);
    expect(report.objectives[0].budgetRemaining).toBeCloseTo(0, 9);
    expect(report.objectives[0].requests! / (10 * windowSeconds)).toBeCloseTo(
      1,
      0,
    );
  });

  it('knows no rate over more than is kept', () => {
    const { burnRates } = reportOf(availability, grids(7 * HOUR)).objectives[0];
    expect(
      burnRates.map(({ windowSeconds, rate }) => [
        windowSeconds / HOUR,
        rate && Math.round(rate * 1e6) / 1e6,
      ]),
    ).toEqual([
      [1 / 12, 1],
      [0.5, 1],
      [1, 1],
      [2, 1],
      [6, 1],
      [24, undefined],
      [72, undefined],
    ]);
  });

  it('measures latency by what was answered in time', () => {
    const [objective] = reportOf(latency, grids(40 * DAY)).objectives;
    expect(objective.budgetRemaining).toBeCloseTo(-1, 9);
    expect(objective.burnRates[0].rate).toBeCloseTo(2, 9);
  });

  it('does not take a stretch without requests for a good one', () => {
    const [quiet] = grids(DAY);
    const idle = { ...quiet, requests: quiet.requests.map(() => 0) };
    const [objective] = reportOf(availability, [idle]).objectives;
    expect(objective.burnRates.map(({ rate }) => rate)).toEqual(
      new Array(7).fill(undefined),
    );
    const [, days, month] = grids(40 * DAY);
    const halfIdle = {
      ...month,
      requests: month.requests.map((rate, index) => (index % 2 ? 0 : rate)),
    };
    expect(
      reportOf(availability, [quiet, days, halfIdle]).objectives[0]
        .budgetRemaining,
    ).toBeCloseTo(0, 9);
  });

  it.each<[string, RequestGrid[], boolean]>([
    ['nobody can call the model', grids(40 * DAY), false],
    ['the days before are not known', grids(40 * DAY).slice(0, 1), true],
    ['nothing was counted', grids(0), true],
    ['faults are not known', grids(40 * DAY, { faults: undefined }), true],
  ])('measures no budget when %s', (_, given, measured) => {
    const { objectives } = reportOf(availability, given, measured);
    expect(objectives[0]).not.toHaveProperty('budgetRemaining');
  });
});
