import { frozen } from './permalink';

const nowMs = Date.parse('2026-11-22T12:00:00Z');
const from = (text: string) => new URLSearchParams(text);

describe('a link to hand on', () => {
  it('names the minutes that a range of now stands for, and leaves the refreshing to the reader', () => {
    expect(
      `${frozen(from('range=1h&refresh=10s&section=diagnosis'), {
        range: { kind: 'preset', preset: '1h' },
        nowMs,
      })}`,
    ).toBe(
      'section=diagnosis&from=2026-11-22T11%3A00%3A00.000Z&to=2026-11-22T12%3A00%3A00.000Z',
    );
  });

  it('keeps minutes that were named, and names the model where there are several', () => {
    const [fromMs, toMs] = [nowMs - 7_200_000, nowMs - 3_600_000];
    expect(
      `${frozen(from(''), {
        range: { kind: 'custom', fromMs, toMs },
        nowMs,
        model: 'prod:ml/fraud',
      })}`,
    ).toBe(
      'from=2026-11-22T10%3A00%3A00.000Z&to=2026-11-22T11%3A00%3A00.000Z&model=prod%3Aml%2Ffraud',
    );
  });
});
