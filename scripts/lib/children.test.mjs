import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { Children } from './children.mjs';

const start = (children, script) =>
  children.start([process.execPath, '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });

describe('ending', () => {
  it('takes along what a child has started itself', async () => {
    const children = new Children();
    const child = start(
      children,
      `require('node:child_process').spawn(
         process.execPath,
         ['-e', "console.log('up'); setInterval(() => {}, 1000)"],
         { stdio: 'inherit' });`,
    );
    await once(child.stdout, 'data');
    // Both hold the pipe, which closes when the last of them is gone.
    const closed = once(child.stdout.resume(), 'close', {
      signal: AbortSignal.timeout(10_000),
    });
    await children.stop();
    await closed;
  });

  it('goes from the last started to the first', async () => {
    const children = new Children();
    const ended = [];
    for (const name of ['first', 'second']) {
      const child = start(
        children,
        "setInterval(() => {}, 1000); console.log('up')",
      );
      child.once('exit', () => ended.push(name));
      await once(child.stdout, 'data');
    }
    await children.stop();
    assert.deepEqual(ended, ['second', 'first']);
  });

  it('is done at once when a child has ended by itself', async () => {
    const children = new Children();
    await once(start(children, ''), 'exit');
    await children.stop();
  });
});
