import type { KubeClient } from '../KubeClient';
import type { NamespaceObject } from '../objects';
import { readNamespace } from '../read';
import type { MirrorClock, MirrorState } from './CollectionMirror';

const EVERY_MS = 30_000;

/** A copy of one Namespace, read again and again: whoever has rights in one namespace only may get it, and neither list nor watch. */
export class NamespacePoll {
  #state: MirrorState = { kind: 'starting' };
  #namespace: NamespaceObject | undefined;

  constructor(
    private readonly options: {
      client: KubeClient;
      name: string;
      clock: MirrorClock;
      onChange: () => void;
    },
  ) {}

  get state(): MirrorState {
    return this.#state;
  }

  /** As a collection of namespaces would be asked. */
  get(_: '', name: string): NamespaceObject | undefined {
    return name === this.options.name ? this.#namespace : undefined;
  }

  async run(signal: AbortSignal): Promise<void> {
    const { client, name, clock, onChange } = this.options;
    let asOf: Date | undefined;
    while (!signal.aborted) {
      try {
        this.#namespace = await readNamespace(client, name, { signal });
        asOf = clock.now();
        this.#state = { kind: 'live' };
        onChange();
      } catch (error) {
        this.#state = { kind: 'failing', error: error as Error, asOf };
      }
      await clock.sleep(EVERY_MS, signal).catch(() => {});
    }
  }
}
