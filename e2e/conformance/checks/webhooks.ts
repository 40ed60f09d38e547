import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { generate } from 'selfsigned';
import { answerOf, expectSuccess, type Check, type Subject } from '../Check';
import { serviceMonitor } from '../objects';
import { until } from '../../control-plane/until';

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

const pathOf = ({ kind }: { kind: string }) =>
  `/apis/admissionregistration.k8s.io/v1/${kind.toLowerCase()}s`;

/** Registers webhooks, does something, and waits until they are gone again. */
async function configured<T>(
  subject: Subject,
  body: { kind: string },
  during: () => Promise<T>,
): Promise<T> {
  const path = pathOf(body);
  expectSuccess(await subject.request({ method: 'POST', path, body }));
  try {
    return await during();
  } finally {
    await subject.request({
      method: 'DELETE',
      path: `${path}/${subject.namespace}`,
    });
    await until(async () => isPlain(await dryCreate(subject)), {
      what: 'the webhook to be gone',
      timeoutMilliseconds: 60_000,
    });
  }
}

const isPlain = ({ status, body }: { status: number; body: any }) =>
  status === 201 && body.spec.jobLabel === undefined;

/** What a webhook makes of a creation, once it takes effect. */
const withHook = (subject: Subject, body: { kind: string }) =>
  configured(subject, body, async () => {
    await until(async () => (await dryCreate(subject)).status !== 201, {
      what: 'the webhook to take effect',
      timeoutMilliseconds: 60_000,
    });
    return answerOf(await dryCreate(subject));
  });

/** Each side asks a webhook of its own. */
const withoutPort = (answer: object) =>
  JSON.parse(
    JSON.stringify(answer).replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:<port>'),
  );

/** Answers every review; `undefined` lets the caller wait in vain. */
async function startWebhook(
  respond: (request: any) => object | undefined,
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
      const answer = respond(review.request);
      if (!answer) return;
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({
          apiVersion: review.apiVersion,
          kind: review.kind,
          response: { uid: review.request.uid, ...answer },
        }),
      );
    },
  );
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { server, ca: Buffer.from(pems.cert).toString('base64') };
}

async function refusedWith(subject: Subject, status: object) {
  const { server, ca } = await startWebhook(() => ({
    allowed: false,
    status,
  }));
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
    title: 'webhook: changes what is written, and is told what was there',
    async observe(subject) {
      const seen: object[] = [];
      const { server, ca } = await startWebhook(review => {
        const { operation, object, oldObject, dryRun, userInfo } = review;
        const { kind, resource, requestKind, name, namespace } = review;
        seen.push({
          ...{ operation, dryRun, kind, resource, requestKind },
          ...{ name, namespace },
          user: userInfo.username,
          object: object?.spec ?? null,
          oldObject: oldObject?.spec ?? null,
        });
        const patch = [
          { op: 'add', path: '/spec/jobLabel', value: 'team' },
          { op: 'add', path: '/spec/colour', value: 'green' },
        ];
        return {
          allowed: true,
          ...(object && {
            patchType: 'JSONPatch',
            patch: Buffer.from(JSON.stringify(patch)).toString('base64'),
          }),
          warnings: ['the port is deprecated'],
        };
      });
      const { port } = server.address() as AddressInfo;
      const body = hook(subject, {
        url: `https://127.0.0.1:${port}/`,
        caBundle: ca,
      });
      const mutating = {
        ...body,
        kind: 'MutatingWebhookConfiguration',
        webhooks: body.webhooks.map(webhook => ({
          ...webhook,
          rules: webhook.rules.map(rule => ({
            ...rule,
            operations: ['*'],
          })),
        })),
      };
      try {
        return await configured(subject, mutating, async () => {
          await until(
            async () =>
              (await dryCreate(subject)).body.spec.jobLabel === 'team',
            {
              what: 'the webhook to take effect',
              timeoutMilliseconds: 60_000,
            },
          );
          seen.length = 0;
          const created = await subject.request({
            method: 'POST',
            path: subject.path('servicemonitors'),
            body: serviceMonitor('model'),
          });
          const changed = await subject.request({
            method: 'PATCH',
            path: subject.path('servicemonitors', 'model'),
            contentType: 'application/apply-patch+yaml',
            query: { fieldManager: 'portal', force: 'true' },
            body: serviceMonitor('model', { targetLabels: ['a'] }),
          });
          const deleted = await subject.request({
            method: 'DELETE',
            path: subject.path('servicemonitors', 'model'),
          });
          return {
            created: [created.status, created.body.spec],
            warning: created.headers.warning ?? null,
            changed: [changed.status, changed.body.spec],
            deleted: deleted.status,
            seen: [...seen],
          };
        });
      } finally {
        server.closeAllConnections();
        server.close();
      }
    },
  },
  {
    title: 'webhook: may have side effects, be away, or be slow',
    async observe(subject) {
      const away = { url: 'https://127.0.0.1:1/validate' };
      const { server, ca } = await startWebhook(() => undefined);
      const { port } = server.address() as AddressInfo;
      const here = { url: `https://127.0.0.1:${port}/` };
      try {
        return {
          sideEffects: await withHook(
            subject,
            hook(subject, away, { sideEffects: 'NoneOnDryRun' }),
          ),
          slow: withoutPort(
            await withHook(
              subject,
              hook(subject, { ...here, caBundle: ca }, { timeoutSeconds: 1 }),
            ),
          ),
          untrusted: withoutPort(await withHook(subject, hook(subject, here))),
          mayBeAway: await configured(
            subject,
            hook(subject, away, { failurePolicy: 'Ignore' }),
            async () => (await dryCreate(subject)).status,
          ),
        };
      } finally {
        server.closeAllConnections();
        server.close();
      }
    },
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
