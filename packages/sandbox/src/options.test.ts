import { parseArguments } from './options';

it('starts with load and nothing else when told nothing', () => {
  expect(parseArguments([])).toEqual({
    models: 0,
    load: true,
    listScenarios: false,
    stdin: false,
  });
});

it.each([
  [['--history', '14d'], { historySeconds: 1_209_600 }],
  [['--models', '50'], { models: 50 }],
  [['--port', '6443'], { port: 6443 }],
  [['--no-load'], { load: false }],
])('reads %j', (args, expected) => {
  expect(parseArguments(args)).toMatchObject(expected);
});

it.each([
  [
    ['--models', 'many'],
    '--models must be a whole number from 0 to 5000, not "many"',
  ],
  [
    ['--history', '90d'],
    '--history must be a duration such as 12h or 14d, at most 15d, not "90d"',
  ],
])('refuses %j', (args, message) => {
  expect(() => parseArguments(args)).toThrow(message);
});
