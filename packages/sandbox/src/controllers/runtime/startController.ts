import type { Cluster, KubeObject, ResourceRef } from '../../api/Cluster';
import type { Clock } from '../../clock';

export interface ControllerContext {
  cluster: Cluster;
  clock: Clock;
  /** One line for the operator of the sandbox. */
  log(line: string): void;
}

export interface ObjectKey {
  namespace: string;
  name: string;
}

export interface ControllerDefinition {
  name: string;
  /** Which objects to look at again when something changes. */
  watches: {
    resource: ResourceRef;
    keys(object: KubeObject): ObjectKey[];
  }[];
  /** Brings the world of one object up to date. May ask to be called again later. */
  reconcile(key: ObjectKey): void | { againMs?: number };
}

const RETRY_MS = { first: 20, most: 5_000 };

export const keyOf = ({ metadata }: KubeObject): ObjectKey => ({
  namespace: metadata.namespace ?? '',
  name: metadata.name,
});

/** The controlling owner, if it is of that kind. */
export function ownerKey(kind: string): (object: KubeObject) => ObjectKey[] {
  return ({ metadata }) => {
    const owner = metadata.ownerReferences?.find(
      reference => reference.controller && reference.kind === kind,
    );
    return owner
      ? [{ namespace: metadata.namespace ?? '', name: owner.name }]
      : [];
  };
}

/** Watches, and reconciles one key after the other; a failed one again, later and later. Answers how to stop. */
export function startController(
  { cluster, clock, log }: ControllerContext,
  { name, watches, reconcile }: ControllerDefinition,
): () => void {
  const pending = new Map<string, ObjectKey>();
  const timers = new Map<string, () => void>();
  const failures = new Map<string, number>();
  let scheduled = false;
  let stopped = false;

  const enqueue = (key: ObjectKey) => {
    if (stopped) {
      return;
    }
    pending.set(`${key.namespace}/${key.name}`, key);
    if (!scheduled) {
      scheduled = true;
      clock.after(0, drain);
    }
  };

  const enqueueAfter = (id: string, key: ObjectKey, milliseconds: number) => {
    timers.get(id)?.();
    timers.set(
      id,
      clock.after(milliseconds, () => {
        timers.delete(id);
        enqueue(key);
      }),
    );
  };

  function drain() {
    scheduled = false;
    const batch = [...pending];
    pending.clear();
    for (const [id, key] of batch) {
      if (stopped) {
        return;
      }
      try {
        const again = reconcile(key)?.againMs;
        failures.delete(id);
        if (again !== undefined) {
          enqueueAfter(id, key, again);
        }
      } catch (error) {
        const count = (failures.get(id) ?? 0) + 1;
        failures.set(id, count);
        if (!isConflict(error)) {
          log(
            `${name} ${id}: ${error instanceof Error ? error.message : error}`,
          );
        }
        enqueueAfter(
          id,
          key,
          Math.min(RETRY_MS.first * 2 ** (count - 1), RETRY_MS.most),
        );
      }
    }
  }

  const stops = watches.map(({ resource, keys }) => {
    const stop = cluster.watch(resource, ({ object, previous }) => {
      keys(object).forEach(enqueue);
      if (previous) {
        keys(previous).forEach(enqueue);
      }
    });
    cluster.list(resource).flatMap(keys).forEach(enqueue);
    return stop;
  });

  return () => {
    stopped = true;
    stops.forEach(stop => stop());
    timers.forEach(cancel => cancel());
  };
}

/** Somebody else wrote first; trying again with what they wrote is the normal course of things. */
export function isConflict(error: unknown) {
  return (
    (error as { status?: { reason?: string } })?.status?.reason === 'Conflict'
  );
}
