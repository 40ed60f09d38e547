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

  it('keeps what the charts show, and what they are compared with', () => {
    const chosen =
      'section=graph&compare=1d&panels=latency%2Crequests&by=custom%3Ahits%3Dtier&node=default%2Fscaler&hide.latency=default%2Fp50';
    expect(
      `${frozen(from(chosen), {
        range: { kind: 'custom', fromMs: nowMs - 7_200_000, toMs: nowMs },
        nowMs,
      })}`,
    ).toBe(
      `${chosen}&from=2026-11-22T10%3A00%3A00.000Z&to=2026-11-22T12%3A00%3A00.000Z`,
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
