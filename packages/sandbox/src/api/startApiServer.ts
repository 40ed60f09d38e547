import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { selfSignedCertificate } from './certificate';
import type { ServedCluster } from './createCluster';
import { internalError, PageNotFound, StatusError } from './errors';
import { sendStatus, sendText } from './http/answer';
import {
  actingUser,
  Authenticator,
  type TokenUser,
} from './http/authentication';
import { dispatch } from './http/dispatch';
import { applyFault } from './http/faults';
import type { ServerContext, ServerHooks } from './http/ServerContext';
import { Authorizer } from './rbac';

export interface ApiServerOptions extends ServerHooks {
  cluster: ServedCluster;
  /** Who may come in. A user in the group `system:masters` may do everything. */
  users: TokenUser[];
  host?: string;
  /** Any free one unless given. */
  port?: number;
  /** Told about failures that are the sandbox's own fault. */
  onError?: (error: unknown) => void;
}

export interface ApiServer {
  url: string;
  port: number;
  /** The certificate to trust, as kubeconfig wants it: PEM in base64. */
  caData: string;
  /** Drops every connection, as a restart would; new ones are welcome. */
  cutConnections(): void;
  /** Ends every watch and connection. */
  close(): Promise<void>;
}

const listen = (server: Server, at: { host: string; port: number }) =>
  new Promise<AddressInfo>((resolve, reject) => {
    server.once('error', reject);
    server.listen(at, () => resolve(server.address() as AddressInfo));
  });

/** Puts a cluster on the wire, for kubectl and every other client of the Kubernetes API. */
export async function startApiServer(
  options: ApiServerOptions,
): Promise<ApiServer> {
  const { cluster, podLogs, intercept, host = '127.0.0.1', port = 0 } = options;
  const { certificate, privateKey } = await selfSignedCertificate({
    commonName: 'sandbox-apiserver',
    hosts: ['localhost', 'kubernetes.default.svc'],
    addresses: [host],
  });
  const closing = new AbortController();
  const authorizer = new Authorizer(cluster.store, cluster.registry);
  const authenticator = new Authenticator(options.users);
  const context: ServerContext = {
    cluster,
    authorizer,
    closing: closing.signal,
    podLogs,
    intercept,
  };
  const server = createServer(
    { cert: certificate, key: privateKey, keepAliveTimeout: 60_000 },
    (raw, response) => {
      answer(raw, response).catch(error =>
        refuse(response, error, options.onError),
      );
    },
  );

  async function answer(raw: IncomingMessage, response: ServerResponse) {
    const { pathname, searchParams } = new URL(raw.url!, 'https://localhost');
    const authenticated = authenticator.userOf(raw);
    const request = {
      method: raw.method!,
      path: pathname,
      query: searchParams,
      user: actingUser(raw, authenticated, authorizer),
      raw,
      response,
    };
    const fault = intercept?.({ ...request, user: request.user.name });
    const goOn = !fault || (await applyFault(fault, response, closing.signal));
    if (goOn) await dispatch(request, context);
  }

  // The server itself forgets connections that are still shaking hands.
  const sockets = new Set<Duplex>();
  server.on('connection', socket => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const cutConnections = () => {
    for (const socket of sockets) socket.destroy();
  };

  const listening = await listen(server, { host, port });
  return {
    url: `https://${host}:${listening.port}`,
    port: listening.port,
    caData: Buffer.from(certificate).toString('base64'),
    cutConnections,
    close: async () => {
      closing.abort();
      const closed = new Promise<void>(resolve => {
        server.close(() => resolve());
      });
      cutConnections();
      await closed;
    },
  };
}

function refuse(
  response: ServerResponse,
  error: unknown,
  onError: ApiServerOptions['onError'],
) {
  const isPageNotFound = error instanceof PageNotFound;
  if (!isPageNotFound && !(error instanceof StatusError)) onError?.(error);
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  if (isPageNotFound) {
    sendText(response, 404, `${error.message}\n`, 'text/plain; charset=utf-8');
    return;
  }
  sendStatus(
    response,
    error instanceof StatusError
      ? error.status
      : internalError(error instanceof Error ? error.message : 'unknown')
          .status,
  );
}
