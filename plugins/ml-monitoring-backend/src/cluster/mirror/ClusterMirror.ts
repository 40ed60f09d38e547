import { NotAllowedError } from '@backstage/errors';
import {
  seldonDeploymentId,
  SELDON_DEPLOYMENT_ID_LABEL,
  type ClusterFacts,
} from 'backstage-plugin-ml-monitoring-common';
import {
  collectionNames,
  collections,
  type CollectedObjects,
  type Collection,
} from '../collections';
import { indexObjects, type ModelObjects } from '../facts/indexObjects';
import { toClusterFacts } from '../facts/toClusterFacts';
import type { KubeClient } from '../KubeClient';
import {
  namespaceObjectSchema,
  seldonDeploymentSchema,
  type NamespaceObject,
  type SeldonDeploymentObject,
} from '../objects';
import { resources } from '../resources';
import { NamespacePoll } from './NamespacePoll';
import type { CrossingMirrors } from './CrossingMirrors';
import {
  CollectionMirror,
  type MirrorClock,
  type MirrorState,
} from './CollectionMirror';

/** A watch that was cut and is taken up again at once is no news. */
const UNHEARD_MS = 10_000;

const MODELS: Collection = {
  resource: resources.seldonDeployments,
  schema: seldonDeploymentSchema,
};
const NAMESPACES: Collection = {
  resource: resources.namespaces,
  schema: namespaceObjectSchema,
};

type Mirrors = {
  [K in keyof CollectedObjects]: CollectionMirror<CollectedObjects[K][number]>;
};

/** Since when a copy is out of step with its cluster, and why. */
export interface OutOfStep {
  asOf: Date;
  error: Error;
}

/**
 * The models of one cluster and what belongs to them, kept in memory. What a model amounts to is worked out anew only after
 * something in its namespace has changed.
 */
export class ClusterMirror {
  readonly #models: CollectionMirror<SeldonDeploymentObject>;
  readonly #namespaces: CollectionMirror<NamespaceObject> | NamespacePoll;
  readonly #mirrors: Mirrors;
  readonly #objectsOf = new Map<string, ReturnType<typeof indexObjects>>();
  readonly #facts = new Map<string, Map<string, ClusterFacts>>();

  constructor(
    private readonly options: {
      client: KubeClient;
      /** Absent: all namespaces. */
      namespace?: string;
      routePort?: number;
      clock: MirrorClock;
      /** Copies of all namespaces of what crosses them, for a mirror of one namespace. */
      crossing?: CrossingMirrors;
    },
  ) {
    const { client, clock, namespace } = options;
    this.#models = this.mirror(MODELS);
    this.#namespaces = namespace
      ? new NamespacePoll({
          client,
          clock,
          name: namespace,
          onChange: () => this.forget(namespace),
        })
      : this.mirror(NAMESPACES);
    this.#mirrors = Object.fromEntries(
      collectionNames.map(name => [name, this.mirror(collections[name])]),
    ) as unknown as Mirrors;
  }

  /** Until the signal is aborted. */
  async run(signal: AbortSignal): Promise<void> {
    await Promise.all(this.all().map(each => each.run(signal)));
  }

  /**
   * Everything was read once, as far as it may be. Namespaces must be: their labels decide who may do what, and where they
   * may not be listed, one may still be read by name.
   */
  get isReady(): boolean {
    return (
      wasRead(this.#models.state) &&
      wasRead(this.#namespaces.state) &&
      this.all().every(({ state }) => wasRead(state) || isOutOfReach(state))
    );
  }

  model(namespace: string, name: string): ClusterFacts | undefined {
    const sdep = this.#models.get(namespace, name);
    return sdep && this.factsOf(sdep);
  }

  models(namespace?: string): ClusterFacts[] {
    const sdeps = namespace
      ? this.#models.inNamespace(namespace)
      : this.#models.all();
    return sdeps.map(sdep => this.factsOf(sdep));
  }

  /** What is missing from the copy, one sentence each. */
  problems(): string[] {
    return [this.#models, ...Object.values(this.#mirrors)].flatMap(each =>
      each.problems(),
    );
  }

  outOfStep(): OutOfStep | undefined {
    const nowMs = this.options.clock.now().getTime();
    return this.all()
      .flatMap(({ state }) =>
        state.kind === 'failing' && state.asOf
          ? [{ asOf: state.asOf, error: state.error }]
          : [],
      )
      .filter(({ asOf }) => nowMs - asOf.getTime() > UNHEARD_MS)
      .sort((a, b) => a.asOf.getTime() - b.asOf.getTime())[0];
  }

  private factsOf(sdep: SeldonDeploymentObject): ClusterFacts {
    const { namespace, name } = sdep.metadata;
    let ofNamespace = this.#facts.get(namespace);
    if (!ofNamespace) {
      ofNamespace = new Map();
      this.#facts.set(namespace, ofNamespace);
    }
    let facts = ofNamespace.get(name);
    if (!facts) {
      facts = toClusterFacts(sdep, this.objectsOf(namespace, name), {
        cluster: this.options.client.cluster,
        routePort: this.options.routePort,
      });
      ofNamespace.set(name, facts);
    }
    return facts;
  }

  private objectsOf(namespace: string, name: string): ModelObjects {
    let objectsOf = this.#objectsOf.get(namespace);
    if (!objectsOf) {
      const collected = Object.fromEntries(
        collectionNames.map(each => [each, this.collected(each, namespace)]),
      ) as unknown as CollectedObjects;
      const own = this.#namespaces.get('', namespace);
      objectsOf = indexObjects({
        ...collected,
        namespaces: own ? [own] : [],
        unread: new Set(
          collectionNames.filter(each => isUnread(this.#mirrors[each].state)),
        ),
      });
      this.#objectsOf.set(namespace, objectsOf);
    }
    return objectsOf({ namespace, seldonId: seldonDeploymentId(name) });
  }

  private collected(name: keyof CollectedObjects, namespace: string) {
    const own = this.#mirrors[name];
    if (!collections[name].crossesNamespaces) {
      return own.inNamespace(namespace);
    }
    const everywhere = this.options.crossing?.get(name);
    return everywhere && wasRead(everywhere.state)
      ? everywhere.all()
      : own.all();
  }

  private mirror<T extends { metadata: { name: string; namespace: string } }>(
    collection: Collection,
  ): CollectionMirror<T> {
    const { client, clock, namespace } = this.options;
    return new CollectionMirror<T>({
      client,
      collection,
      part: {
        namespace,
        labelSelector: collection.madeBySeldon
          ? SELDON_DEPLOYMENT_ID_LABEL
          : undefined,
        fieldSelector: collection.fieldSelector,
      },
      clock,
      onChange: changed =>
        this.forget(
          collection === NAMESPACES || collection.crossesNamespaces
            ? undefined
            : changed,
        ),
    });
  }

  /** What is worked out, of one namespace or of all. */
  forget(namespace: string | undefined): void {
    if (namespace === undefined) {
      this.#objectsOf.clear();
      this.#facts.clear();
      return;
    }
    this.#objectsOf.delete(namespace);
    this.#facts.delete(namespace);
  }

  private all() {
    return [this.#models, this.#namespaces, ...Object.values(this.#mirrors)];
  }
}

function isUnread(state: MirrorState): boolean {
  return state.kind === 'failing' && !state.asOf;
}

function wasRead(state: MirrorState): boolean {
  return state.kind === 'live' || (state.kind === 'failing' && !!state.asOf);
}

/** Asking again would bring nothing: it may not be read, or is not there. */
function isOutOfReach(state: MirrorState): boolean {
  return (
    state.kind === 'absent' ||
    (state.kind === 'failing' && state.error instanceof NotAllowedError)
  );
}
