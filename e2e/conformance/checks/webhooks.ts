import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { generate } from 'selfsigned';
import { answerOf, expectSuccess, type Check, type Subject } from '../Check';
import { serviceMonitor } from '../objects';
import { until } from '../../control-plane/until';

const path =
  '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations';
const webhookName = 'monitors.example.com';

const hook = (subject: Subject, clientConfig: object, more: object = {}) => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingWebhookConfiguration',
  metadata: { name: subject.namespace },
  webhooks: [
    {
      name: webhookName,
      clientConfig,
      rules: [
        {
          apiGroups: ['monitoring.coreos.com'],
          apiVersions: ['v1'],
          operations: ['CREATE', 'UPDATE'],
          resources: ['servicemonitors'],
        },
      ],
      namespaceSelector: {
        matchLabels: { 'kubernetes.io/metadata.name': subject.namespace },
      },
      sideEffects: 'None',
      admissionReviewVersions: ['v1'],
      timeoutSeconds: 2,
      ...more,
    },
  ],
});

const dryCreate = (subject: Subject) =>
  subject.request({
    method: 'POST',
    path: subject.path('servicemonitors'),
    query: { dryRun: 'All' },
    body: serviceMonitor('model'),
  });

/** Configures a webhook, waits until it takes effect, and answers what it makes of a creation. */
async function withHook(
  subject: Subject,
  body: object,
  takesEffect = (status: number) => status !== 201,
) {
  expectSuccess(await subject.request({ method: 'POST', path, body }));
  try {
    await until(async () => takesEffect((await dryCreate(subject)).status), {
      what: 'the webhook to take effect',
      timeoutMilliseconds: 15_000,
    });
    return answerOf(await dryCreate(subject));
  } finally {
    await subject.request({
      method: 'DELETE',
      path: `${path}/${subject.namespace}`,
    });
    await until(async () => (await dryCreate(subject)).status === 201, {
      what: 'the webhook to be gone',
      timeoutMilliseconds: 15_000,
    });
  }
}

async function startWebhook(
  status: object,
): Promise<{ server: Server; ca: string }> {
  const pems = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
    keySize: 2048,
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
    ],
  });
  const server = createServer(
    { key: pems.private, cert: pems.cert },
    async (request, response) => {
      let text = '';
      for await (const chunk of request) text += chunk;
      const review = JSON.parse(text);
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({
          apiVersion: review.apiVersion,
          kind: review.kind,
          response: { uid: review.request.uid, allowed: false, status },
        }),
      );
    },
  );
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { server, ca: Buffer.from(pems.cert).toString('base64') };
}

async function refusedWith(subject: Subject, status: object) {
  const { server, ca } = await startWebhook(status);
  try {
    const { port } = server.address() as AddressInfo;
    return await withHook(
      subject,
      hook(subject, { url: `https://127.0.0.1:${port}/`, caBundle: ca }),
    );
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

export const webhookChecks: Check[] = [
  {
    title: 'webhook: refuses with a reason, with a code, and without words',
    observe: async subject => ({
      reason: await refusedWith(subject, { message: 'the port is not known' }),
      code: await refusedWith(subject, {
        code: 422,
        reason: 'Invalid',
        message: 'the port is not known',
      }),
      wordless: await refusedWith(subject, {}),
    }),
  },
  {
    title: 'webhook: cannot be reached',
    observe: async subject => ({
      refusedConnection: await withHook(
        subject,
        hook(subject, { url: 'https://127.0.0.1:1/validate' }),
      ),
      serviceAbsent: await withHook(
        subject,
        hook(subject, {
          service: {
            name: 'webhook-service',
            namespace: subject.namespace,
            path: '/validate',
          },
        }),
      ),
    }),
  },
];
