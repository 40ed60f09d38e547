import type { KubeObject } from './Cluster';
import { keyOf, type Registry, type ResourceDefinition } from './resources';
import type { Store } from './store';
import type { Writer } from './writer';

const serviceAccount = (namespace: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name: 'default', namespace },
});

const manager = { manager: 'kube-controller-manager' };

/** Gives a new namespace its service account, and empties and removes one that is being deleted. */
export class NamespaceLifecycle {
  private readonly namespaces: ResourceDefinition;

  constructor(
    private readonly writer: Writer,
    private readonly store: Store,
    private readonly registry: Registry,
  ) {
    this.namespaces = registry.get({ group: '', resource: 'namespaces' });
    store.subscribe(this.namespaces, ({ type, object }) => {
      if (type === 'ADDED') this.furnish(object.metadata.name);
      else if (type === 'MODIFIED') this.finish(object.metadata.name);
    });
    for (const of of this.contentKinds()) {
      store.subscribe(of, ({ type, object }) => {
        if (type === 'DELETED') this.finish(object.metadata.namespace!);
      });
    }
  }

  private contentKinds() {
    return this.registry.all.filter(({ namespaced }) => namespaced);
  }

  private furnish(namespace: string) {
    const accounts = this.registry.get({
      group: '',
      resource: 'serviceaccounts',
    });
    if (!this.terminating(namespace)) {
      this.writer.create(accounts, serviceAccount(namespace), manager);
    }
  }

  private terminating(name: string): KubeObject | undefined {
    const live = this.store.get(this.namespaces, { name });
    return live?.metadata.deletionTimestamp ? live : undefined;
  }

  private finish(name: string) {
    if (!this.terminating(name)) return;
    for (const of of this.contentKinds()) {
      for (const object of this.store.list(of, name)) {
        if (!object.metadata.deletionTimestamp) {
          this.writer.delete(of, keyOf(object));
        }
      }
    }
    const isEmpty = this.contentKinds().every(
      of => this.store.list(of, name).length === 0,
    );
    const live = this.terminating(name);
    if (isEmpty && live && !live.metadata.finalizers?.length) {
      this.writer.finishNamespace(this.namespaces, live);
    }
  }
}
