import type { KubeObject, WatchEvent } from '../Cluster';
import { StatusError, type Status } from '../errors';
import { groupVersion } from '../resources';
import type { Predicate } from '../selectors';
import type { StoredChange } from '../store';
import type { ApiRequest, Target } from './ApiRequest';
import { objectText, type View } from './representation';
import type { ServerContext } from './ServerContext';

const bookmarkIntervalMilliseconds = 60_000;
/** A reader this far behind is cut off; it will resume from where it was. */
const maximumBacklogBytes = 16 * 1024 * 1024;

export interface WatchOptions {
  /** `undefined`: begin with what there is. */
  from: number | undefined;
  bookmarks: boolean;
  /** Mark the end of what there was with a bookmark. */
  announceInitialEnd: boolean;
  timeoutSeconds: number;
}

/** How a change looks to somebody who sees only part of the objects. */
function seenThrough(
  matches: Predicate,
  { type, object, previous }: StoredChange,
): WatchEvent['type'] | undefined {
  const isIn = type !== 'DELETED' && matches(object);
  const wasIn = previous !== undefined && matches(previous);
  if (isIn) return wasIn ? 'MODIFIED' : 'ADDED';
  return wasIn ? 'DELETED' : undefined;
}

interface StreamOptions {
  request: ApiRequest;
  target: Target;
  context: ServerContext;
  options: WatchOptions;
  matches: Predicate;
  view: View;
}

/** Somebody who may no longer see an object is shown what it was when they last could. */
function lastSeen(type: WatchEvent['type'], change: StoredChange): KubeObject {
  const { object, previous } = change;
  if (type !== 'DELETED' || change.type === 'DELETED') return object;
  const { resourceVersion } = object.metadata;
  return { ...previous!, metadata: { ...previous!.metadata, resourceVersion } };
}

/** One watcher: what it missed, then every change, until it, the time or the server ends. */
export class WatchStream {
  private sentUpTo = 0;
  private stopListening = () => {};
  private readonly timers: NodeJS.Timeout[] = [];

  constructor(private readonly given: StreamOptions) {}

  start() {
    const { request, context, options } = this.given;
    const { response } = request;
    const { store } = context.cluster;
    const end = () => this.end();
    response.once('close', end);
    context.closing.addEventListener('abort', end, { once: true });
    this.stopListening = () =>
      context.closing.removeEventListener('abort', end);
    try {
      this.catchUp();
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      this.sendError(error.status);
      return;
    }
    const unsubscribe = store.subscribe(this.given.target.of, change =>
      this.sendChange(change),
    );
    const stopWaiting = this.stopListening;
    this.stopListening = () => {
      unsubscribe();
      stopWaiting();
    };
    const expire = () => {
      if (options.bookmarks) this.sendBookmark();
      end();
    };
    this.timers.push(setTimeout(expire, options.timeoutSeconds * 1000).unref());
    if (options.bookmarks) {
      this.timers.push(
        setInterval(
          () => this.sendBookmark(),
          bookmarkIntervalMilliseconds,
        ).unref(),
      );
    }
  }

  private catchUp() {
    const { context, target, options, matches } = this.given;
    const { store } = context.cluster;
    const upTo = store.version;
    if (options.from === undefined) {
      for (const object of store.list(target.of).filter(matches)) {
        this.sendObject('ADDED', object);
      }
      this.sentUpTo = upTo;
      if (options.announceInitialEnd) {
        this.sendBookmark({ 'k8s.io/initial-events-end': 'true' });
      }
    } else {
      const missed = store.changesSince(target.of, options.from);
      this.sentUpTo = options.from;
      for (const change of missed) this.sendChange(change);
      this.sentUpTo = upTo;
    }
  }

  private sendChange(change: StoredChange) {
    if (change.version <= this.sentUpTo) return;
    this.sentUpTo = change.version;
    const type = seenThrough(this.given.matches, change);
    if (type) this.sendObject(type, lastSeen(type, change));
  }

  private sendObject(type: WatchEvent['type'], object: KubeObject) {
    this.send(type, objectText(object, this.given.view));
  }

  private sendBookmark(annotations?: Record<string, string>) {
    const { target, context, view } = this.given;
    const { of, group, version } = target;
    const bookmark: KubeObject = {
      kind: of.kind,
      apiVersion: groupVersion(group, version),
      metadata: {
        name: '',
        resourceVersion: String(context.cluster.store.version),
        creationTimestamp: undefined,
        ...(annotations && { annotations }),
      },
    };
    delete (bookmark.metadata as Partial<KubeObject['metadata']>).name;
    this.send(
      'BOOKMARK',
      JSON.stringify(
        view.representation.as === 'Table'
          ? {
              kind: 'Table',
              apiVersion: 'meta.k8s.io/v1',
              metadata: bookmark.metadata,
              rows: [],
            }
          : bookmark,
      ),
    );
  }

  private sendError(status: Status) {
    this.send('ERROR', JSON.stringify(status));
    this.end();
  }

  private send(type: string, objectJson: string) {
    const { response } = this.given.request;
    response.write(`{"type":"${type}","object":${objectJson}}\n`);
    if (response.writableLength > maximumBacklogBytes) response.destroy();
  }

  private end() {
    this.stopListening();
    for (const timer of this.timers) clearTimeout(timer);
    this.given.request.response.end();
  }
}
