import {
  collectionNames,
  collections,
  type CollectedObjects,
} from '../collections';
import type { KubeClient } from '../KubeClient';
import { CollectionMirror, type MirrorClock } from './CollectionMirror';

interface Mirrored {
  metadata: { name: string; namespace: string };
}

/**
 * Copies of what may concern other namespaces than its own, of the whole cluster, where each namespace is watched for itself.
 * Few grant the right to read them; without it, each namespace knows its own.
 */
export class CrossingMirrors {
  readonly #mirrors: Map<keyof CollectedObjects, CollectionMirror<Mirrored>>;

  constructor(options: {
    client: KubeClient;
    clock: MirrorClock;
    onChange: () => void;
  }) {
    this.#mirrors = new Map(
      collectionNames
        .filter(name => collections[name].crossesNamespaces)
        .map(name => [
          name,
          new CollectionMirror<Mirrored>({
            ...options,
            collection: collections[name],
            part: {},
          }),
        ]),
    );
  }

  /** Until the signal is aborted. */
  async run(signal: AbortSignal): Promise<void> {
    await Promise.all(
      [...this.#mirrors.values()].map(each => each.run(signal)),
    );
  }

  get(name: keyof CollectedObjects): CollectionMirror<Mirrored> | undefined {
    return this.#mirrors.get(name);
  }
}
