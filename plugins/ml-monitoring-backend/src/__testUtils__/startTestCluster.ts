import { randomUUID } from 'node:crypto';
import {
  createCluster,
  kubeconfig,
  startApiServer,
  type Fault,
  type InterceptedRequest,
  type KubeObject,
  type ServedCluster,
  type ServerHooks,
} from 'sandbox';
import { KubeClient, KubeconfigConnections } from '../cluster';

const ADMIN = {
  name: 'admin',
  token: 'admin-token',
  groups: ['system:masters'],
};
/** May do nothing but what a test grants. */
const PORTAL = { name: 'portal', token: 'portal-token' };

export interface TestCluster {
  cluster: ServedCluster;
  url: string;
  caData: string;
  token: string;
  /** Every request so far, as `METHOD path?query`. */
  requests: string[];
  connections: KubeconfigConnections;
  client: KubeClient;
  close(): Promise<void>;
}

/** A Kubernetes API on loopback, without controllers: what a test puts in is what is there. */
export async function startTestCluster(
  options: {
    name?: string;
    objects?: KubeObject[];
    withoutGroups?: string[];
    /** Sign in as somebody who has only the rights among the objects. */
    restricted?: boolean;
    intercept?: (request: InterceptedRequest) => Fault | undefined;
    podLogs?: ServerHooks['podLogs'];
  } = {},
): Promise<TestCluster> {
  const { name = 'local', objects = [], withoutGroups, restricted } = options;
  const requests: string[] = [];
  const cluster = createCluster({
    now: () => new Date(),
    newUid: randomUUID,
    withoutGroups,
  });
  for (const object of [namespace('ml-mon'), ...objects]) {
    const created = cluster.create(object);
    if (object.status) {
      cluster.updateStatus({ ...created, status: object.status });
    }
  }
  const users = restricted ? [PORTAL, ADMIN] : [ADMIN, PORTAL];
  const server = await startApiServer({
    cluster,
    users,
    podLogs: options.podLogs,
    intercept: request => {
      const query = request.query.toString();
      requests.push(
        `${request.method} ${request.path}${query ? `?${query}` : ''}`,
      );
      return options.intercept?.(request);
    },
  });
  const { url, caData } = server;
  const connections = new KubeconfigConnections({
    [name]: kubeconfig({ url, caData, users }),
  });
  return {
    cluster,
    url,
    caData,
    token: users[0].token,
    requests,
    connections,
    client: new KubeClient(name, await connections.kubeConfig(name)),
    close: () => server.close(),
  };
}

export function namespace(
  name: string,
  metadata: Partial<KubeObject['metadata']> = {},
): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, ...metadata },
  };
}

/** A role with its binding for the portal, in one namespace. */
export function granted(
  rules: { apiGroups: string[]; resources: string[]; verbs: string[] }[],
  inNamespace = 'ml-mon',
): KubeObject[] {
  const group = 'rbac.authorization.k8s.io';
  return [
    {
      apiVersion: `${group}/v1`,
      kind: 'Role',
      metadata: { name: 'portal', namespace: inNamespace },
      rules,
    },
    {
      apiVersion: `${group}/v1`,
      kind: 'RoleBinding',
      metadata: { name: 'portal', namespace: inNamespace },
      roleRef: { apiGroup: group, kind: 'Role', name: 'portal' },
      subjects: [{ apiGroup: group, kind: 'User', name: PORTAL.name }],
    },
  ];
}
