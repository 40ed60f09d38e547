import { tutorialModels } from '../../world/tutorialModels';
import { dayOfMetrics } from './dayOfMetrics';

const write = (from: number, until: number) => [
  ...dayOfMetrics(tutorialModels, 1_767_225_600, { from, until }),
];

it('is the same day whether written at once or in parts', () => {
  const samples = (lines: string[]) =>
    lines.filter(line => !line.startsWith('#')).sort();
  expect(samples([...write(0, 1_200), ...write(1_200, 2_400)])).toEqual(
    samples(write(0, 2_400)),
  );
});

it('ends as OpenMetrics must', () => {
  expect(write(0, 60).at(-1)).toBe('# EOF\n');
});
