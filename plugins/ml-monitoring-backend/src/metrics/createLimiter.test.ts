import { createLimiter } from './createLimiter';

const forever = new AbortController().signal;

describe('createLimiter', () => {
  it('lets the next in when a task fails', async () => {
    const limited = createLimiter(1);
    const failing = limited(() => Promise.reject(new Error('no')), forever);
    const next = limited(async () => 'yes', forever);
    await expect(failing).rejects.toThrow('no');
    await expect(next).resolves.toBe('yes');
  });

  it('lets one who waits leave, and takes the next in its place', async () => {
    const limited = createLimiter(1);
    let finish = () => {};
    const first = limited(
      () =>
        new Promise<void>(resolve => {
          finish = resolve;
        }),
      forever,
    );
    const leaver = new AbortController();
    const task = jest.fn(async () => {});
    const left = limited(task, leaver.signal);
    const next = limited(async () => 'next', forever);
    leaver.abort(new Error('left'));
    await expect(left).rejects.toThrow('left');
    finish();
    await first;
    await expect(next).resolves.toBe('next');
    expect(task).not.toHaveBeenCalled();
  });
});
