import { request as httpRequest } from 'node:http';
import { sendText } from '../models/http';
import { running, type ContainerImage } from '../models/runtime';

const WEB_PORT = 9090;
/** Where Prometheus listens when a proxy stands in front of it. */
export const BEHIND_PROXY_PORT = 9091;

export const AUTHORIZING_PROXY = 'quay.io/brancz/kube-rbac-proxy:v0.18.1';
export const SLOW_PROXY = 'sandbox/slow-proxy:1';
const SLOWNESS_MS = 20_000;

/** Lets nobody through, for want of a right. */
export const authorizingProxy: ContainerImage = async ({ listen }) => {
  await listen(WEB_PORT, (request, response) => {
    const path = (request.url ?? '/').split('?')[0];
    const verb = (request.method ?? 'GET').toLowerCase();
    sendText(
      response,
      403,
      path.startsWith('/-/')
        ? 'Forbidden'
        : `Forbidden (user=system:serviceaccount:backstage:default, verb=${verb}, resource=prometheuses, subresource=api)\n`,
    );
  });
  return running();
};

/** Passes queries on after a long while, as when a store behind is overloaded. */
export const slowProxy: ContainerImage = async ({ listen, locate, clock }) => {
  await listen(WEB_PORT, (request, response) => {
    const cancel = clock.after(SLOWNESS_MS, () => {
      const call = httpRequest(
        {
          ...locate('localhost', BEHIND_PROXY_PORT),
          path: request.url,
          method: request.method,
          headers: request.headers,
        },
        answer => {
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(response);
        },
      );
      call.on('error', () => sendText(response, 502, 'Bad Gateway'));
      request.pipe(call);
    });
    response.on('close', cancel);
  });
  return running();
};
