import type { ClusterMetrics } from '../../metrics';
import { SlowAnswers, StillWorking } from './SlowAnswers';

const WAIT_MS = 600_000;
const metrics = { entries: [{}] } as unknown as ClusterMetrics;

/** Questions whose answers the test gives one by one, and a clock that it moves. */
function controlled(waitMs = WAIT_MS) {
  let nowMs = 0;
  const asked: { resolve: (value: string) => void; reject: () => void }[] = [];
  const slow = new SlowAnswers({ waitMs, nowMs: () => nowMs });
  return {
    asked,
    get: (key = 'budget') =>
      slow.get(key, {
        metrics,
        work: turn =>
          turn(
            () =>
              new Promise<string>((resolve, reject) => {
                asked.push({ resolve, reject: () => reject(new Error('no')) });
              }),
          ),
      }),
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

/** Everything that does not wait for a timer has happened. */
const settle = () =>
  new Promise(resolve => {
    setImmediate(resolve);
  });

async function known(value: string) {
  const slow = controlled();
  const first = slow.get();
  await settle();
  slow.asked[0].resolve(value);
  await first;
  return slow;
}

describe('SlowAnswers', () => {
  it('asks once for all who want the same', async () => {
    const { asked, get } = controlled();
    const answers = [get(), get(), get()];
    await settle();
    expect(asked).toHaveLength(1);
    asked[0].resolve('80 %');
    await expect(Promise.all(answers)).resolves.toEqual([
      '80 %',
      '80 %',
      '80 %',
    ]);
  });

  it('lets nobody wait anew for what the first one waited for in vain', async () => {
    const { asked, get, pass } = controlled();
    get().catch(() => {});
    pass(WAIT_MS);
    await expect(get()).rejects.toBeInstanceOf(StillWorking);
    expect(asked).toHaveLength(1);
  });

  it('asks again after five minutes, and answers with what is known meanwhile', async () => {
    const { asked, get, pass } = await known('80 %');
    pass(299_999);
    await expect(get()).resolves.toBe('80 %');
    expect(asked).toHaveLength(1);
    pass(1);
    await expect(get()).resolves.toBe('80 %');
    await settle();
    expect(asked).toHaveLength(2);
    asked[1].resolve('70 %');
    await settle();
    await expect(get()).resolves.toBe('70 %');
  });

  it('shows nothing that is older than half an hour', async () => {
    const { get, pass } = await known('80 %');
    pass(1_799_999);
    await expect(get()).resolves.toBe('80 %');
    pass(WAIT_MS);
    await expect(get()).rejects.toBeInstanceOf(StillWorking);
  });

  it('leaves a source that failed alone for a minute', async () => {
    const { asked, get, pass } = controlled();
    const first = get();
    await settle();
    asked[0].reject();
    await expect(first).rejects.toThrow('no');
    pass(59_999);
    await expect(get()).rejects.toThrow('no');
    expect(asked).toHaveLength(1);
    pass(1);
    get().catch(() => {});
    await settle();
    expect(asked).toHaveLength(2);
  });

  it('puts two questions at once to one source', async () => {
    const { asked, get } = controlled();
    const answers = ['a', 'b', 'c'].map(get);
    await settle();
    expect(asked).toHaveLength(2);
    asked[0].resolve('A');
    await answers[0];
    await settle();
    expect(asked).toHaveLength(3);
    asked.slice(1).forEach(({ resolve }) => resolve('later'));
    await Promise.all(answers);
  });
});
