import { singleFlight } from './singleFlight';

function deferred() {
  const settle: {
    resolve: (value: number) => void;
    reject: (e: Error) => void;
  }[] = [];
  const fetch = jest.fn(
    () =>
      new Promise<number>((resolve, reject) => {
        settle.push({ resolve, reject });
      }),
  );
  return { fetch, settle };
}

describe('singleFlight', () => {
  it('lets callers at the same time share one answer, and later ones until it is too old', async () => {
    let now = 0;
    const { fetch, settle } = deferred();
    const ask = singleFlight(fetch, 100, () => now);
    const both = Promise.all([ask(), ask()]);
    settle[0].resolve(1);
    await expect(both).resolves.toEqual([1, 1]);
    now = 99;
    await expect(ask()).resolves.toBe(1);
    now = 100;
    const fresh = ask();
    settle[1].resolve(2);
    await expect(fresh).resolves.toBe(2);
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  it('does not remember a failure', async () => {
    const { fetch, settle } = deferred();
    const ask = singleFlight(fetch, 100, () => 0);
    const failing = ask();
    settle[0].reject(new Error('down'));
    await expect(failing).rejects.toThrow('down');
    const better = ask();
    settle[1].resolve(1);
    await expect(better).resolves.toBe(1);
  });

  it('lets one caller go away without taking the answer from the others', async () => {
    const { fetch, settle } = deferred();
    const ask = singleFlight(fetch, 100, () => 0);
    const controller = new AbortController();
    const leaving = ask(controller.signal);
    const staying = ask(new AbortController().signal);
    controller.abort(new Error('gone'));
    await expect(leaving).rejects.toThrow('gone');
    settle[0].resolve(1);
    await expect(staying).resolves.toBe(1);
    expect(fetch).toHaveBeenCalledTimes(1);
  });
});
