import type {
  ModelListing,
  ModelReader,
  ModelReading,
} from '../services/types';
import { singleFlight } from './singleFlight';

/** Long enough that a page and the pollers beside it share a reading, short enough that nobody notices. */
const LIST_TTL_MS = 5_000;
const FACTS_TTL_MS = 2_000;
const MAX_ENTRIES = 1_000;

/** Lets callers who ask the same at about the same time share one reading. */
export class CachingModelReader implements ModelReader {
  private readonly flights = new Map<
    string,
    (signal?: AbortSignal) => Promise<any>
  >();

  constructor(private readonly reader: ModelReader) {}

  clusters(): Promise<readonly string[]> {
    return this.reader.clusters();
  }

  facts(
    ref: Parameters<ModelReader['facts']>[0],
    { signal }: { signal?: AbortSignal },
  ): Promise<ModelReading> {
    const { cluster, namespace, name } = ref;
    return this.shared(
      JSON.stringify([cluster, namespace, name]),
      () => this.reader.facts(ref, {}),
      FACTS_TTL_MS,
    )(signal);
  }

  list({
    cluster,
    namespace,
    signal,
  }: Parameters<ModelReader['list']>[0]): Promise<ModelListing[]> {
    return this.shared(
      JSON.stringify([cluster ?? null, namespace ?? null]),
      () => this.reader.list({ cluster, namespace }),
      LIST_TTL_MS,
    )(signal);
  }

  /** After something was changed, so that the change is seen at once. */
  forget(): void {
    this.flights.clear();
  }

  private shared<T>(
    key: string,
    read: () => Promise<T>,
    ttlMs: number,
  ): (signal?: AbortSignal) => Promise<T> {
    let flight = this.flights.get(key);
    if (!flight) {
      if (this.flights.size >= MAX_ENTRIES) {
        this.flights.clear();
      }
      flight = singleFlight(read, ttlMs);
      this.flights.set(key, flight);
    }
    return flight;
  }
}
