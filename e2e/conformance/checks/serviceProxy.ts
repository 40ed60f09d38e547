import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { answerOf, expectSuccess, type Check, type Subject } from '../Check';
import { service } from '../objects';
import { until } from '../../control-plane/until';

const proxied = (subject: Subject, name: string, path = '/') =>
  `${subject.path('services', name, 'proxy')}${path}`;

/** Kubernetes refuses endpoints on loopback, so the backend listens on another address of this machine. */
function addressOfThisMachine(): string {
  const found = Object.values(networkInterfaces())
    .flat()
    .find(one => one && one.family === 'IPv4' && !one.internal);
  if (!found) {
    throw new Error('this machine has no IPv4 address besides loopback');
  }
  return found.address;
}

async function startBackend(address: string): Promise<Server> {
  const server = createServer(async (request, response) => {
    let received = '';
    for await (const chunk of request) received += chunk;
    const { host: _, ...headers } = request.headers;
    const status = Number(request.headers['x-answer'] ?? 200);
    response.writeHead(status, {
      'content-type': 'application/json',
      'x-backend': 'yes',
    });
    response.end(
      JSON.stringify({
        method: request.method,
        url: request.url,
        received,
        authorization: headers.authorization ?? null,
        orgId: headers['x-scope-orgid'] ?? null,
      }),
    );
  });
  await once(server.listen(0, address), 'listening');
  return server;
}

/** The proxy goes to addresses of pods only, so there is a pod that says it has the address. */
async function expose(
  subject: Subject,
  options: { name: string; address: string; port: number },
) {
  const { name, address, port } = options;
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: {
      schedulerName: 'nobody',
      containers: [{ name: 'model', image: 'registry.example.com/model:1' }],
    },
  };
  const targetRef = { kind: 'Pod', name, namespace: subject.namespace };
  expectSuccess(
    await subject.request({
      method: 'POST',
      path: subject.path('services'),
      body: service(name, { selector: undefined }),
    }),
  );
  expectSuccess(
    await subject.request({
      method: 'POST',
      path: subject.path('pods'),
      body: pod,
    }),
  );
  expectSuccess(
    await subject.request({
      method: 'PATCH',
      path: subject.path('pods', name, 'status'),
      contentType: 'application/merge-patch+json',
      body: { status: { podIP: address, podIPs: [{ ip: address }] } },
    }),
  );
  expectSuccess(
    await subject.request({
      method: 'POST',
      path: subject.path('endpoints'),
      body: {
        apiVersion: 'v1',
        kind: 'Endpoints',
        metadata: { name },
        subsets: [
          {
            addresses: [{ ip: address, targetRef }],
            ports: [{ name: 'http', port }],
          },
        ],
      },
    }),
  );
}

export const serviceProxyChecks: Check[] = [
  {
    title:
      'service proxy: services that are absent, empty or without that port',
    async observe(subject) {
      expectSuccess(
        await subject.request({
          method: 'POST',
          path: subject.path('services'),
          body: service('empty'),
        }),
      );
      await until(
        async () =>
          (await subject.request({ path: subject.path('endpoints', 'empty') }))
            .status === 200,
        { what: 'the endpoints to be made', timeoutMilliseconds: 60_000 },
      );
      const get = async (path: string) =>
        answerOf(await subject.request({ path }));
      return {
        absent: await get(proxied(subject, 'absent')),
        absentWithPort: await get(proxied(subject, 'http:absent:8000')),
        empty: await get(proxied(subject, 'empty')),
        emptyNamed: await get(proxied(subject, 'empty:http')),
        emptyScheme: await get(proxied(subject, 'http:empty:8000')),
        noSuchPort: await get(proxied(subject, 'empty:metrics')),
        noSuchPortNumber: await get(proxied(subject, 'http:empty:1234')),
        malformed: await get(proxied(subject, 'a:b:c:d')),
      };
    },
  },
  {
    title: 'service proxy: passes requests and answers on',
    async observe(subject) {
      const address = addressOfThisMachine();
      const backend = await startBackend(address);
      try {
        const { port } = backend.address() as AddressInfo;
        await expose(subject, { name: 'model', address, port });
        await until(
          async () =>
            (await subject.request({ path: proxied(subject, 'model:http') }))
              .status === 200,
          { what: 'the endpoints to be seen', timeoutMilliseconds: 60_000 },
        );
        const send = async (
          request: Omit<Parameters<Subject['request']>[0], 'path'> = {},
          path = '/api/v1/query?query=up%7Ba%3D%22b%22%7D',
          name = 'http:model:8000',
        ) => {
          const answer = await subject.request({
            ...request,
            path: proxied(subject, name, path),
          });
          return {
            ...answerOf(answer),
            type: answer.headers['content-type'],
            header: answer.headers['x-backend'],
          };
        };
        const slash = await subject.request({
          path: proxied(subject, 'model:http', ''),
        });
        return {
          get: await send(),
          byName: await send({}, '/', 'model:http'),
          byNumber: (await send({}, '/', 'model:8000')).status,
          post: await send({
            method: 'POST',
            rawBody: {
              type: 'application/x-www-form-urlencoded',
              text: 'query=up',
            },
          }),
          header: await send({ headers: { 'X-Scope-OrgID': 'team-a' } }),
          notFound: await send({ headers: { 'x-answer': '404' } }),
          unavailable: await send({ headers: { 'x-answer': '503' } }),
          withoutSlash: [slash.status, Boolean(slash.headers.location)],
        };
      } finally {
        backend.closeAllConnections();
        backend.close();
      }
    },
  },
  {
    title: 'service proxy: an endpoint that refuses connections',
    async observe(subject) {
      const address = addressOfThisMachine();
      const backend = await startBackend(address);
      const { port } = backend.address() as AddressInfo;
      backend.close();
      await once(backend, 'close');
      await expose(subject, { name: 'model', address, port });
      let answer: any;
      await until(
        async () => {
          answer = await subject.request({
            path: proxied(subject, 'model:http'),
          });
          return !/no endpoints/.test(JSON.stringify(answer.body));
        },
        { what: 'the endpoints to be seen', timeoutMilliseconds: 60_000 },
      );
      const body = JSON.parse(
        JSON.stringify(answer.body).replaceAll(
          `${address}:${port}`,
          '<backend>',
        ),
      );
      return { answer: { status: answer.status, body } };
    },
  },
];
