import { createCrosshair } from './crosshair';

function setUp() {
  const frames: (() => void)[] = [];
  const crosshair = createCrosshair(run => frames.push(run));
  const told: (number | undefined)[] = [];
  const leave = crosshair.subscribe(() => told.push(crosshair.index));
  return {
    crosshair,
    told,
    leave,
    paint: () => frames.splice(0).forEach(run => run()),
  };
}

describe('the crosshair of a chart', () => {
  it('is told once a frame, however often it moves within it', () => {
    const { crosshair, told, paint } = setUp();
    [1, 2, 3].forEach(crosshair.moveTo);
    expect(told).toEqual([]);
    paint();
    expect(told).toEqual([3]);
    crosshair.moveTo(undefined);
    paint();
    expect(told).toEqual([3, undefined]);
  });

  it('is not told where it stays', () => {
    const { crosshair, told, paint } = setUp();
    crosshair.moveTo(undefined);
    paint();
    expect(told).toEqual([]);
  });

  it('is not told to whoever is gone', () => {
    const { crosshair, told, leave, paint } = setUp();
    crosshair.moveTo(1);
    leave();
    paint();
    expect(told).toEqual([]);
  });
});
