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

/** The whole comparison, where anything is off. */
function complaints(rows: readonly Comparison[]): string {
  return rows.every(({ holds }) => holds) ? '' : `\n${tableOf(rows)}\n`;
}

describe('every panel shows what was sent to the model, with', () => {
  it.each(setups.map(setup => [setup.title, setup] as const))(
    '%s',
    async (_, setup) => {
      expect(complaints(await replay.look(setup))).toBe('');
    },
  );
});

it('tells the amounts that the model reports apart by tag', async () => {
  expect(complaints(await replay.lookByTier(setups[0]))).toBe('');
});
