import { NotAllowedError } from '@backstage/errors';
import type { Collection } from '../collections';
import { ApiNotServedError, ExpiredError } from '../errors';
import { explainUnread, parseItems } from '../gather';
import type { KubeClient, ListOptions } from '../KubeClient';
import { openWatch, type WatchEvent } from './openWatch';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
/** A right may be granted, or an API installed, at any time. */
const RARE_WAIT_MS = 30_000;

/** Time and chance, for waiting. */
export interface MirrorClock {
  now: () => Date;
  /** @throws when the signal is aborted */
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** From 0 to 1. */
  random: () => number;
}

/** How the copy of a collection stands to the collection. `failing`: what it holds is as old as `asOf`. */
export type MirrorState =
  | { kind: 'starting' }
  | { kind: 'live' }
  | { kind: 'absent' }
  | { kind: 'failing'; error: Error; asOf?: Date };

interface Mirrored {
  metadata: { name: string; namespace: string };
}

/** A copy in memory of one collection, by list and watch. Runs until the signal is aborted. */
export class CollectionMirror<T extends Mirrored> {
  #state: MirrorState = { kind: 'starting' };
  /** By namespace, then by name. */
  #objects = new Map<string, Map<string, T>>();
  #problems = new Map<string, string>();
  #version: string | undefined;
  #failures = 0;

  constructor(
    private readonly options: {
      client: KubeClient;
      collection: Collection;
      /** The part of the collection that is copied. */
      part: Omit<ListOptions, 'signal'>;
      clock: MirrorClock;
      /** The namespace whose objects are others than before. */
      onChange: (namespace: string) => void;
    },
  ) {}

  get state(): MirrorState {
    return this.#state;
  }

  /** What keeps the copy from being complete, in words. */
  problems(): string[] {
    const { client, collection, part } = this.options;
    const state = this.#state;
    return [
      ...(state.kind === 'failing' &&
      !state.asOf &&
      !(collection.dispensable && state.error instanceof NotAllowedError)
        ? [
            explainUnread(state.error, {
              resource: collection.resource,
              namespace: part.namespace,
              cluster: client.cluster,
            }),
          ]
        : []),
      ...this.#problems.values(),
    ];
  }

  inNamespace(namespace: string): T[] {
    return [...(this.#objects.get(namespace)?.values() ?? [])];
  }

  get(namespace: string, name: string): T | undefined {
    return this.#objects.get(namespace)?.get(name);
  }

  all(): T[] {
    return [...this.#objects.values()].flatMap(each => [...each.values()]);
  }

  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.follow(signal);
      } catch (error) {
        if (signal.aborted) {
          return;
        }
        await this.recover(error as Error, signal).catch(() => {});
      }
    }
  }

  /** Until the watch ends, in good order or with an error. */
  private async follow(signal: AbortSignal): Promise<void> {
    const { client, clock, collection, part } = this.options;
    if (this.#version === undefined) {
      const { items, resourceVersion } = await this.list(signal);
      this.replace(items);
      this.#version = resourceVersion ?? '0';
      this.#state = { kind: 'live' };
    }
    const openedMs = clock.now().getTime();
    await openWatch(client, collection.resource, {
      ...part,
      resourceVersion: this.#version,
      signal,
      onOpen: () => {
        this.#failures = 0;
        this.#state = { kind: 'live' };
      },
      onEvent: event => this.take(event),
    });
    if (clock.now().getTime() - openedMs < FIRST_WAIT_MS) {
      // Something in between ends every watch at once.
      await clock.sleep(FIRST_WAIT_MS, signal);
    }
  }

  private async list(signal: AbortSignal) {
    const { client, collection, part } = this.options;
    try {
      return await client.collect(collection.resource, { ...part, signal });
    } catch (error) {
      if (error instanceof NotAllowedError) {
        // The right was taken away, and what was read by it goes with it.
        this.replace([]);
        this.#state = { kind: 'starting' };
      }
      throw error;
    }
  }

  private async recover(error: Error, signal: AbortSignal): Promise<void> {
    const { clock, collection } = this.options;
    if (error instanceof ExpiredError) {
      this.#version = undefined;
      await clock.sleep(FIRST_WAIT_MS * (0.5 + clock.random() / 2), signal);
      return;
    }
    this.#failures += 1;
    if (error instanceof ApiNotServedError && collection.resource.optional) {
      this.replace([]);
      this.#version = undefined;
      this.#state = { kind: 'absent' };
      await clock.sleep(RARE_WAIT_MS, signal);
      return;
    }
    this.#state = {
      kind: 'failing',
      error,
      asOf: this.lastInStep(),
    };
    const isRare =
      error instanceof NotAllowedError || error instanceof ApiNotServedError;
    if (isRare) {
      // Where watching is not granted and listing is, it is listed again and again.
      this.#version = undefined;
    }
    const longest = Math.min(
      LONGEST_WAIT_MS,
      FIRST_WAIT_MS * 2 ** (this.#failures - 1),
    );
    await clock.sleep(
      (isRare ? RARE_WAIT_MS : longest) * (0.5 + clock.random() / 2),
      signal,
    );
  }

  private lastInStep(): Date | undefined {
    const state = this.#state;
    if (state.kind === 'live') {
      return this.options.clock.now();
    }
    return state.kind === 'failing' ? state.asOf : undefined;
  }

  private take({ type, object }: WatchEvent): void {
    this.#version = object.metadata?.resourceVersion ?? this.#version;
    if (type === 'BOOKMARK') {
      return;
    }
    const { value, problems } = this.parse(type === 'DELETED' ? [] : [object]);
    if (!value.length) {
      // What is not understood any more is not what it was before either.
      this.remove(object);
    }
    value.forEach(each => this.put(each));
    this.#problems.delete(keyOf(object));
    problems.forEach(each => this.#problems.set(keyOf(object), each));
    this.options.onChange(object.metadata?.namespace ?? '');
  }

  private replace(items: unknown[]): void {
    const touched = new Set(this.#objects.keys());
    this.#objects = new Map();
    this.#problems = new Map();
    for (const item of items) {
      const { value, problems } = this.parse([item]);
      value.forEach(each => this.put(each));
      problems.forEach(each => this.#problems.set(keyOf(item), each));
    }
    for (const namespace of new Set([...touched, ...this.#objects.keys()])) {
      this.options.onChange(namespace);
    }
  }

  private put(item: T): void {
    const { namespace, name } = item.metadata;
    const neighbours = this.#objects.get(namespace);
    if (neighbours) {
      neighbours.set(name, item);
    } else {
      this.#objects.set(namespace, new Map([[name, item]]));
    }
  }

  private remove(object: WatchEvent['object']): void {
    const { namespace = '', name = '' } = object.metadata ?? {};
    const neighbours = this.#objects.get(namespace);
    neighbours?.delete(name);
    if (neighbours?.size === 0) {
      this.#objects.delete(namespace);
    }
  }

  private parse(items: unknown[]) {
    const { schema, resource } = this.options.collection;
    return parseItems(schema, resource, items) as {
      value: T[];
      problems: string[];
    };
  }
}

function keyOf(object: unknown): string {
  const { metadata } = object as {
    metadata?: { namespace?: string; name?: string };
  };
  return `${metadata?.namespace ?? ''}/${metadata?.name ?? ''}`;
}
