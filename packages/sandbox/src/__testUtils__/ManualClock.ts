import type { Clock } from '../clock';

const MOST_CALLS = 10_000;

/** Time that passes only when told to. */
export class ManualClock implements Clock {
  private timeMs: number;
  private timers: { dueMs: number; callback: () => void }[] = [];

  constructor(start = '2026-01-01T00:00:00Z') {
    this.timeMs = Date.parse(start);
  }

  now() {
    return new Date(this.timeMs);
  }

  after(milliseconds: number, callback: () => void) {
    const timer = { dueMs: this.timeMs + milliseconds, callback };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter(other => other !== timer);
    };
  }

  /** Runs everything that falls due within the next milliseconds, in order. */
  advance(milliseconds: number) {
    const untilMs = this.timeMs + milliseconds;
    for (let calls = 0; ; calls += 1) {
      if (calls > MOST_CALLS) {
        throw new Error('Time stands still: something calls back without end');
      }
      const [next] = [...this.timers]
        .filter(timer => timer.dueMs <= untilMs)
        .sort((a, b) => a.dueMs - b.dueMs);
      if (!next) {
        break;
      }
      this.timers = this.timers.filter(timer => timer !== next);
      this.timeMs = Math.max(this.timeMs, next.dueMs);
      next.callback();
    }
    this.timeMs = untilMs;
  }
}
