import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KubeHttp } from '../kube/KubeHttp';
import type { Binaries, Program } from './binaries';
import { writeCredentials, writeKubeconfig, type User } from './credentials';
import { openWorkplace } from './openWorkplace';
import { compact, readEtcdVersion } from './etcd';
import { freePorts } from './freePorts';
import {
  apiServerArguments,
  certificateFile,
  controllerManagerArguments,
  controllerManagerKubeconfig,
  etcdArguments,
} from './programArguments';
import { until } from './until';

const startMilliseconds = 120_000;

const administrator: User = { name: 'admin', groups: ['system:masters'] };
const controllerManager: User = {
  name: 'system:kube-controller-manager',
  groups: ['system:masters'],
};

export interface ControlPlane {
  readonly url: string;
  /** PEM of the certificate authority. */
  readonly caData: string;
  /** By user name; `admin` may do everything. */
  readonly tokens: Record<string, string>;
  /** Path of a kubeconfig with a context per user, `admin` being the current one. */
  readonly kubeconfig: string;
  readonly versions: { kubernetes: string; etcd: string };
  /** Fulfilled with the reason when a part ends on its own. */
  readonly failed: Promise<Error>;
  /**
   * Drops all past versions of objects from the store and, by starting the API server anew, from
   * its caches: every older watch and page then gets 410.
   */
  forgetHistory(): Promise<void>;
  close(): Promise<void>;
}

export interface StartControlPlaneOptions {
  binaries: Binaries;
  /** Further users with a token. They may do what RBAC objects say. */
  users?: User[];
  signal?: AbortSignal;
}

/** A real API server with its store and controllers on loopback, in a folder that goes with it. */
export async function startControlPlane({
  binaries,
  users = [],
  signal,
}: StartControlPlaneOptions): Promise<ControlPlane> {
  signal?.throwIfAborted();
  const { folder, group, close } = await openWorkplace('control-plane-');
  const inFolder = (name: string) => join(folder, name);
  const run = (name: Program, args: string[]) =>
    group.start({ name, path: binaries.paths[name], args });
  const wait = (what: string, isSo: () => Promise<boolean>) =>
    until(isSo, {
      what,
      timeoutMilliseconds: startMilliseconds,
      failed: group.failed,
      signal,
    });

  try {
    const [etcdPort, peerPort, apiPort] = await freePorts(3);
    const etcdUrl = `http://127.0.0.1:${etcdPort}`;
    const url = `https://127.0.0.1:${apiPort}`;
    const { [controllerManager.name]: controllerToken, ...tokens } =
      await writeCredentials(inFolder, [
        administrator,
        controllerManager,
        ...users,
      ]);

    const runApiServer = () =>
      run('kube-apiserver', apiServerArguments({ inFolder, etcdUrl, apiPort }));
    run('etcd', etcdArguments({ inFolder, etcdUrl, peerPort }));
    let apiServer = runApiServer();

    await wait('the API server to make its certificate', () =>
      readFile(inFolder(certificateFile)).then(Boolean, () => false),
    );
    const caData = await readFile(inFolder(certificateFile), 'utf8');
    const kube = KubeHttp.create({
      server: url,
      caData,
      token: tokens[administrator.name],
    });
    const answers = async (path: string) =>
      (await kube.request({ path })).status === 200;
    const apiServerReady = () =>
      wait('the API server to be ready', () => answers('/readyz'));
    await apiServerReady();

    const kubeconfig = inFolder('kubeconfig.yaml');
    await writeKubeconfig(kubeconfig, { url, caData, tokens });
    await writeKubeconfig(inFolder(controllerManagerKubeconfig), {
      url,
      caData,
      tokens: { [controllerManager.name]: controllerToken },
    });
    run('kube-controller-manager', controllerManagerArguments(inFolder));
    await wait('the controllers to work', () =>
      answers('/api/v1/namespaces/default/serviceaccounts/default'),
    );
    const version = await kube.request({ path: '/version' });

    return {
      url,
      caData,
      tokens,
      kubeconfig,
      versions: {
        kubernetes: version.body.gitVersion,
        etcd: await readEtcdVersion(etcdUrl),
      },
      failed: group.failed,
      async forgetHistory() {
        const { body } = await kube.request({ path: '/api/v1/namespaces' });
        apiServer.kill();
        await apiServer.stop();
        await compact(etcdUrl, body.metadata.resourceVersion);
        apiServer = runApiServer();
        await apiServerReady();
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
