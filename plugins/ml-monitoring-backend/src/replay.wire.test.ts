import { startScrapingPrometheus } from './metrics/__testUtils__/startPrometheus';
import { tableOf, type Comparison } from './__testUtils__/replay/expectation';
import { Replay } from './__testUtils__/replay/Replay';
import { setups } from './__testUtils__/replay/setups';

jest.setTimeout(240_000);

let replay: Replay;

beforeAll(async () => {
  replay = await Replay.start({
    engine: startScrapingPrometheus,
    dividesBy: 'window',
  });
});

afterAll(() => replay?.stop());

/** Shows the whole comparison where anything is off. */
function expectToHold(rows: readonly Comparison[]) {
  const allHold = rows.every(({ holds }) => holds);
  expect(allHold ? '' : `\n${tableOf(rows)}\n`).toBe('');
}

describe('every panel shows what was sent to the model, with', () => {
  it.each(setups.map(setup => [setup.title, setup] as const))(
    '%s',
    async (_, setup) => {
      expectToHold(await replay.look(setup));
    },
  );
});

it('tells the amounts that the model reports apart by tag', async () => {
  expectToHold(await replay.lookByTier(setups[0]));
});
