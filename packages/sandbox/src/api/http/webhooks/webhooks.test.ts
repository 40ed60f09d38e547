import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { configMap, namespace, useWire } from '../../__testUtils__/wire';
import { selfSignedCertificate, type Certificate } from '../../certificate';

const on = useWire();

describe('admission webhooks', () => {
  let certificate: Certificate;

  beforeAll(async () => {
    certificate = await selfSignedCertificate({
      commonName: 'webhook',
      hosts: ['webhook.ml.svc'],
    });
  });

  /** Runs a webhook behind the Service `webhook` while a test lasts. */
  async function withWebhook(
    response: object,
    test: (reviews: any[]) => Promise<void>,
  ) {
    const reviews: any[] = [];
    const server = createServer(
      { cert: certificate.certificate, key: certificate.privateKey },
      async (request, answer) => {
        let text = '';
        for await (const chunk of request) text += chunk;
        const { apiVersion, kind, request: review } = JSON.parse(text);
        reviews.push(review);
        const answered = { apiVersion, kind, response };
        answer.end(JSON.stringify(answered));
      },
    );
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const { cluster } = on.wire;
    const metadata = { name: 'webhook', namespace };
    cluster.create({
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { ports: [{ port: 443 }] },
    });
    cluster.create({
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata,
      subsets: [{ addresses: [{ ip: '127.0.0.1' }], ports: [{ port }] }],
    });
    try {
      await test(reviews);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }

  const register = (kind: 'Mutating' | 'Validating', more: object = {}) =>
    on.wire.cluster.create({
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: `${kind}WebhookConfiguration`,
      metadata: { name: 'w' },
      webhooks: [
        {
          name: 'w.example.com',
          clientConfig: {
            service: { name: 'webhook', namespace, path: '/review' },
            caBundle: Buffer.from(certificate.certificate).toString('base64'),
          },
          rules: [
            {
              apiGroups: [''],
              apiVersions: ['v1'],
              operations: ['*'],
              resources: ['configmaps'],
            },
          ],
          sideEffects: 'None',
          admissionReviewVersions: ['v1'],
          ...more,
        },
      ],
    });

  const create = (query = '') =>
    on.fetch(`/api/v1/namespaces/${namespace}/configmaps${query}`, {
      method: 'POST',
      body: JSON.stringify(configMap('a', { team: 'fraud' })),
    });

  it('refuse what they do not like, and nothing is stored', async () => {
    const status = { code: 422, reason: 'Invalid', message: 'no team' };
    await withWebhook({ allowed: false, status }, async reviews => {
      register('Validating');
      const { code, body } = await create();
      expect(code).toBe(422);
      expect(JSON.parse(body)).toMatchObject({
        reason: 'Invalid',
        message:
          'admission webhook "w.example.com" denied the request: no team',
      });
      expect(reviews).toMatchObject([
        {
          operation: 'CREATE',
          object: { metadata: { name: 'a' } },
          userInfo: { username: 'admin' },
          dryRun: false,
        },
      ]);
    });
    const configMaps = { group: '', resource: 'configmaps' };
    expect(on.wire.cluster.list(configMaps)).toEqual([]);
  });

  it('change what is stored', async () => {
    const patch = [{ op: 'add', path: '/data', value: { added: 'yes' } }];
    const response = {
      allowed: true,
      patchType: 'JSONPatch',
      patch: Buffer.from(JSON.stringify(patch)).toString('base64'),
      warnings: ['mind the gap'],
    };
    await withWebhook(response, async () => {
      register('Mutating');
      const { code, body, headers } = await create();
      expect(code).toBe(201);
      expect(JSON.parse(body).data).toEqual({ added: 'yes' });
      expect(headers.warning).toBe('299 - "mind the gap"');
    });
  });

  it.each<[string, object, string, number, string]>([
    [
      'away',
      {},
      '',
      500,
      'Internal error occurred: failed calling webhook "w.example.com": failed to call webhook: Post "https://webhook.ml.svc:443/review?timeout=10s": service "webhook" not found',
    ],
    [
      'asked about a dry run it does not support',
      { sideEffects: 'Unknown' },
      '?dryRun=All',
      400,
      'admission webhook "w.example.com" does not support dry run',
    ],
  ])('fail a write when %s', async (_, more, query, status, message) => {
    register('Validating', more);
    const { code, body } = await create(query);
    expect(code).toBe(status);
    expect(JSON.parse(body).message).toBe(message);
  });

  it.each<[string, object]>([
    ['may be away', { failurePolicy: 'Ignore' }],
    [
      'select other objects',
      { objectSelector: { matchLabels: { team: 'risk' } } },
    ],
    [
      'select other namespaces',
      { namespaceSelector: { matchLabels: { team: 'risk' } } },
    ],
  ])('let a write pass when they %s', async (_, more) => {
    register('Validating', more);
    expect((await create()).code).toBe(201);
  });
});
