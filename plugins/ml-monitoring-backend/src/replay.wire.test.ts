import { startScrapingPrometheus } from './metrics/__testUtils__/startPrometheus';
import { compare, tableOf } from './__testUtils__/replay/expectation';
import { measured } from './__testUtils__/replay/measured';
import { setups } from './__testUtils__/replay/setups';
import {
  startReplay,
  type Look,
  type Replay,
} from './__testUtils__/replay/startReplay';

jest.setTimeout(120_000);

let replay: Replay;

beforeAll(async () => {
  replay = await startReplay({
    start: startScrapingPrometheus,
    dividesBy: 'window',
  });
});

afterAll(() => replay?.stop());

/** The comparison, where anything is off. */
function complaints({ answer, expected }: Look): string {
  const rows = compare(expected, measured(answer));
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
