import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createSocket } from 'node:net';
import type { Certificate } from '../../api/certificate';

const KUBELET_PORT = 10250;
const FIRST_BLOCK = 16;
const BLOCKS = 224;
const LONGEST_ANSWER_MS = 2_000;

export interface Listening {
  port: number;
  /** Lets requests that are being answered end well. */
  close(): Promise<void>;
  /** As when the process dies. */
  cut(): Promise<void>;
}

/**
 * Addresses for pods. On Linux every pod has one of its own in a /16 of
 * loopback, with the real port numbers; where such addresses cannot be bound,
 * pods share 127.0.0.1 and get other ports.
 */
export class Network {
  private last = 1;
  private readonly addresses = new Map<string, string>();

  private constructor(
    readonly nodeAddress: string,
    private readonly block: number | undefined,
    private readonly claim: { close(): void } | undefined,
  ) {}

  /** Claims a block by listening on the node's kubelet port in it, so that two sandboxes never share one. */
  static async create(random: () => number): Promise<Network> {
    for (let attempt = 0; attempt < 50; attempt += 1) {
      const block = FIRST_BLOCK + Math.floor(random() * BLOCKS);
      const address = `127.${block}.0.1`;
      try {
        const claim = await bind(address, KUBELET_PORT);
        return new Network(address, block, claim);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') {
          break;
        }
      }
    }
    return new Network('127.0.0.1', undefined, undefined);
  }

  get ownAddresses() {
    return this.block !== undefined;
  }

  /** A pod's address. One of the same name gets the same address again. */
  addressOf(pod: string): string {
    if (this.block === undefined) {
      return this.nodeAddress;
    }
    const known = this.addresses.get(pod);
    if (known) {
      return known;
    }
    this.last += 1;
    const [high, low] = [Math.floor(this.last / 254), (this.last % 254) + 1];
    const address = `127.${this.block}.${high % 256}.${low}`;
    this.addresses.set(pod, address);
    return address;
  }

  async listen(
    {
      address,
      port,
      tls,
    }: { address: string; port: number; tls?: Certificate },
    handler: RequestListener,
  ): Promise<Listening> {
    const options = { keepAliveTimeout: 5_000 };
    const server = tls
      ? createTlsServer(
          { ...options, cert: tls.certificate, key: tls.privateKey },
          handler,
        )
      : createServer(options, handler);
    const real = await new Promise<number>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.ownAddresses ? port : 0, address, () =>
        resolve((server.address() as { port: number }).port),
      );
    });
    return {
      port: real,
      close: () => closeServer(server, LONGEST_ANSWER_MS),
      cut: () => closeServer(server, 0),
    };
  }

  /** A port for a process that binds it itself. */
  async reserve(address: string, port: number): Promise<number> {
    if (this.ownAddresses) {
      return port;
    }
    const socket = createSocket();
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.listen(0, address, resolve);
    });
    const { port: free } = socket.address() as { port: number };
    await new Promise(resolve => socket.close(resolve));
    return free;
  }

  close() {
    this.claim?.close();
  }
}

function bind(address: string, port: number) {
  return new Promise<{ close(): void }>((resolve, reject) => {
    const socket = createSocket(connection => connection.destroy());
    socket.once('error', reject);
    socket.listen(port, address, () => resolve(socket));
  });
}

function closeServer(server: Server, patienceMs: number): Promise<void> {
  return new Promise(resolve => {
    const impatience = setTimeout(
      () => server.closeAllConnections(),
      patienceMs,
    );
    server.close(() => {
      clearTimeout(impatience);
      resolve();
    });
    server.closeIdleConnections();
  });
}
