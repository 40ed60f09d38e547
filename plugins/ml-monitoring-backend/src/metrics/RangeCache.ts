import { instantsOf, type Range } from 'backstage-plugin-ml-monitoring-common';
import { Flight } from './Flight';
import type { Answer, RangeSeries } from './MetricsSource';
import {
  answerAbout,
  missingIn,
  nothingKnown,
  sizeOf,
  withAnswer,
  type KnownColumns,
} from './knownColumns';

/** What is known of a query by the same steps, and what is on its way. */
interface Entry {
  known: KnownColumns;
  underWay: Set<{ part: Range; flight: Flight<void> }>;
}

type Ask = (part: Range, signal: AbortSignal) => Promise<Answer<RangeSeries[]>>;

/**
 * Keeps columns of answers, so that only what is new is asked for. Who asks about what is on its way already waits for that,
 * and then asks for no more than the rest.
 */
export class RangeCache {
  readonly #entries = new Map<string, Entry>();
  readonly #nowMs: () => number;
  readonly #maximumValues: number;
  #values = 0;

  constructor(options: { nowMs: () => number; maximumValues: number }) {
    this.#nowMs = options.nowMs;
    this.#maximumValues = options.maximumValues;
  }

  /** @param query - whatever tells its answers from those of others, but for the range */
  async get(
    query: string,
    range: Range,
    ask: Ask,
    signal?: AbortSignal,
  ): Promise<Answer<RangeSeries[]>> {
    signal?.throwIfAborted();
    const key = `${range.stepSeconds} ${query}`;
    const entry = this.#entries.get(key) ?? {
      known: nothingKnown,
      underWay: new Set(),
    };
    for (;;) {
      const missing = missingIn(entry.known, range, this.#nowMs());
      if (!missing) {
        return answerAbout(entry.known, range);
      }
      const shared = [...entry.underWay].find(
        ({ part, flight }) => !flight.isGivenUp && overlap(part, missing),
      );
      if (!shared) {
        await this.#start(key, entry, missing, ask).join(signal);
        return answerAbout(entry.known, range);
      }
      try {
        await shared.flight.join(signal);
      } catch (error) {
        // What is too much of a longer range need not be too much of this one.
        if (signal?.aborted || isWithin(shared.part, range)) {
          throw error;
        }
      }
    }
  }

  #start(key: string, entry: Entry, part: Range, ask: Ask): Flight<void> {
    const underWay = {
      part,
      flight: new Flight(
        signal => this.#learn(key, entry, part, ask(part, signal)),
        () => entry.underWay.delete(underWay),
      ),
    };
    entry.underWay.add(underWay);
    this.#keep(key, entry, entry.known);
    return underWay.flight;
  }

  async #learn(
    key: string,
    entry: Entry,
    part: Range,
    asking: Promise<Answer<RangeSeries[]>>,
  ) {
    const askedAtMs = this.#nowMs();
    const answer = await asking;
    const answeredAtMs = this.#nowMs();
    this.#keep(
      key,
      entry,
      withAnswer(entry.known, part, { answer, askedAtMs, answeredAtMs }),
    );
  }

  /** The entry that something was asked for last is the last to go. */
  #keep(key: string, entry: Entry, known: KnownColumns) {
    if (this.#entries.delete(key)) {
      this.#values -= sizeOf(entry.known);
    }
    entry.known = known;
    this.#entries.set(key, entry);
    this.#values += sizeOf(known);
    for (const [oldest, { known: its, underWay }] of this.#entries) {
      if (this.#values <= this.#maximumValues) {
        return;
      }
      if (!underWay.size) {
        this.#entries.delete(oldest);
        this.#values -= sizeOf(its);
      }
    }
  }
}

function overlap(part: Range, other: Range): boolean {
  const instants = new Set(instantsOf(part));
  return instantsOf(other).some(instant => instants.has(instant));
}

function isWithin(part: Range, whole: Range): boolean {
  return (
    part.startSeconds >= whole.startSeconds &&
    part.endSeconds <= whole.endSeconds
  );
}
