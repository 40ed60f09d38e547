import type { ModelEvent } from 'backstage-plugin-ml-monitoring-common';
import type { Clock } from '../clock';

/** Listing the events of a namespace is work for its API server. */
const INTERVAL_MS = 6_000;
/** What happened this long before the wait is still about the same change. */
const LOOK_BACK_MS = 60_000;
const MAX_LINES = 10;

/** Tells of each event of a model once, as it comes. */
export class EventFollower {
  private readonly told = new Set<string>();
  private readonly startedAt: number;
  private lookedAt?: number;

  constructor(
    private readonly options: {
      read: () => Promise<ModelEvent[]>;
      clock: Clock;
      onProgress: (line: string) => void;
    },
  ) {
    this.startedAt = options.clock.now();
  }

  /** Does nothing while the look before is fresh. */
  async look(): Promise<void> {
    const { read, clock, onProgress } = this.options;
    const now = clock.now();
    const isFirst = this.lookedAt === undefined;
    if (this.lookedAt !== undefined && now - this.lookedAt < INTERVAL_MS) {
      return;
    }
    this.lookedAt = now;
    const events = await read();
    const lines = events
      .filter(
        ({ lastAt }) =>
          // Later on whatever is new is news, however the clocks differ.
          !isFirst || Date.parse(lastAt) >= this.startedAt - LOOK_BACK_MS,
      )
      .filter(event => {
        const isNew = !this.told.has(keyOf(event));
        this.told.add(keyOf(event));
        return isNew;
      })
      .map(describe)
      .reverse();
    // What is too old to tell of now is no news later either.
    events.forEach(event => this.told.add(keyOf(event)));
    const shown = lines.slice(-MAX_LINES);
    if (shown.length < lines.length) {
      onProgress(`${lines.length - shown.length} more events before these`);
    }
    shown.forEach(onProgress);
  }
}

function describe({ type, reason, kind, name, message }: ModelEvent): string {
  return `${type === 'Warning' ? 'Warning' : 'Event'}: ${kind} ${name}: ${reason}: ${message}`;
}

/** A pod that may not be made has another name at each try, and nothing new to say. */
const POD_SUFFIX = /-[a-z0-9]{5}"/g;

function keyOf({ kind, name, reason, message }: ModelEvent): string {
  const said = message.replace(POD_SUFFIX, '"');
  return JSON.stringify([kind, name, reason, said]);
}
