import { KubeHttp, type KubeRequest } from '../kube/KubeHttp';
import { readKubeconfig } from '../kube/kubeconfig';

export interface Kube {
  /** The object, or `undefined` where there is none. Paths as in `/api/v1/namespaces/ml-mon/pods/x`. */
  get(path: string): Promise<any>;
  /** Server-side apply, as the owner of every field in the manifest. */
  apply(
    path: string,
    manifest: object,
    as?: { fieldManager: string },
  ): Promise<any>;
  mergePatch(path: string, patch: object): Promise<any>;
  /** Looks until the object is as wanted, for at most a minute. */
  waitFor(path: string, wanted: (object: any) => boolean): Promise<void>;
  /** Nothing happens where there is none. */
  remove(path: string): Promise<void>;
}

/** Changes the cluster behind the portal's back, as another person with kubectl would. */
export async function createKube(kubeconfig: string): Promise<Kube> {
  const http = KubeHttp.create(await readKubeconfig(kubeconfig));
  const send = async (request: KubeRequest) => {
    const { status, body } = await http.request(request);
    const absent = status === 404 && request.method !== 'PATCH';
    if (status >= 400 && !absent) {
      throw new Error(
        `${request.method} ${request.path}: ${status} ${JSON.stringify(body)}`,
      );
    }
    return absent ? undefined : body;
  };

  return {
    get: path => send({ method: 'GET', path }),
    apply: (path, manifest, { fieldManager } = { fieldManager: 'stories' }) =>
      send({
        method: 'PATCH',
        path,
        query: { fieldManager, force: true },
        contentType: 'application/apply-patch+yaml',
        body: manifest,
      }),
    mergePatch: (path, patch) =>
      send({
        method: 'PATCH',
        path,
        contentType: 'application/merge-patch+json',
        body: patch,
      }),
    waitFor: async (path, wanted) => {
      const deadline = Date.now() + 60_000;
      for (;;) {
        const object = await send({ method: 'GET', path });
        if (object && wanted(object)) {
          return;
        }
        if (Date.now() > deadline) {
          throw new Error(
            `${path} is not as wanted after a minute: ${JSON.stringify(object?.status)}`,
          );
        }
        await new Promise(resolve => {
          setTimeout(resolve, 500);
        });
      }
    },
    remove: async path => {
      await send({ method: 'DELETE', path });
    },
  };
}
