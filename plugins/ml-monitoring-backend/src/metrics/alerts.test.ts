import { PrometheusMetricsSource } from './PrometheusMetricsSource';
import { createTransport } from './createTransport';

const since = '2026-03-01T11:00:00.123456789Z';
const firing = {
  labels: { alertname: 'PodSlow', severity: 'warning', pod: 'p' },
  annotations: {
    message: 'It is slow.',
    runbook_url: 'https://wiki.example.com/slow',
  },
  state: 'firing',
  activeAt: since,
  value: '1.5e+00',
};
const shown = {
  name: 'PodSlow',
  state: 'firing',
  severity: 'warning',
  summary: 'It is slow.',
  runbook: 'https://wiki.example.com/slow',
  since: '2026-03-01T11:00:00.123Z',
  value: 1.5,
  labels: { severity: 'warning', pod: 'p' },
};

/** A source that answers by path; what it does not know is as `missing`. */
function sourceWith(
  answers: Record<string, unknown>,
  missing = new Response('404 page not found', { status: 404 }),
) {
  const asked: string[] = [];
  const source = PrometheusMetricsSource.create({
    transport: {
      title: 'Prometheus',
      baseUrl: 'http://prometheus',
      fetch: async input => {
        const { pathname, search } = new URL(String(input));
        asked.push(`${pathname}${search}`);
        return pathname in answers
          ? Response.json({ status: 'success', data: answers[pathname] })
          : missing.clone();
      },
    },
  });
  return { source, asked };
}

describe('the alerts of a source', () => {
  it('are told without secrets, scripts and endless descriptions', async () => {
    const { source } = sourceWith({
      '/api/v1/alerts': {
        alerts: [
          {
            ...firing,
            annotations: {
              summary: 'Called http://me:hunter2@db/',
              description: 'long '.repeat(200_000),
              runbook_url: ['javascript', 'alert(1)'].join(':'),
            },
          },
        ],
      },
    });
    const [alert] = (await source.alerts({})) ?? [];
    expect(alert).toMatchObject({ summary: 'Called http://***@db/' });
    expect(alert.description?.length).toBeLessThan(5_000);
    expect(alert.runbook).toBeUndefined();
  });

  it('are those that fire or are pending, with links that are links', async () => {
    const { source } = sourceWith({
      '/api/v1/alerts': {
        alerts: [
          firing,
          { ...firing, state: 'inactive' },
          { ...firing, labels: {} },
          {
            labels: { alertname: 'Odd' },
            annotations: { runbook_url: 'https://me:hunter2@wiki.example.com' },
            state: 'pending',
            activeAt: since,
            value: 'NaN',
          },
        ],
      },
    });
    await expect(source.alerts({})).resolves.toEqual([
      shown,
      {
        name: 'Odd',
        state: 'pending',
        since: '2026-03-01T11:00:00.123Z',
        labels: {},
      },
    ]);
  });

  it('are taken from its rules where it does not list them apart', async () => {
    const { source, asked } = sourceWith({
      '/api/v1/rules': {
        groups: [{ rules: [{ type: 'recording' }, { alerts: [firing] }] }],
      },
    });
    await expect(source.alerts({})).resolves.toEqual([shown]);
    expect(asked).toEqual(['/api/v1/alerts', '/api/v1/rules?type=alert']);
  });

  it.each([
    ['404', new Response('404 page not found', { status: 404 })],
    ['400', new Response('unsupported path', { status: 400 })],
  ])('are not known where it has neither (%s)', async (_, missing) => {
    const { source } = sourceWith({}, missing);
    await expect(source.alerts({})).resolves.toBeUndefined();
  });

  it.each([
    ['only where rules are evaluated', [{ rules: [{ alerts: [] }] }], true],
    ['not where none are, as in a VictoriaMetrics without vmalert', [], false],
  ])('that there are none tells something %s', async (_, groups, says) => {
    const { source } = sourceWith({
      '/api/v1/alerts': { alerts: [] },
      '/api/v1/rules': { groups },
    });
    await expect(source.alerts({})).resolves.toEqual([]);
    await expect(source.hasAlertRules({})).resolves.toBe(says);
  });

  it('are asked for at another port of a Thanos Querier that is open by namespace, which takes another right', async () => {
    const asked: string[] = [];
    const source = PrometheusMetricsSource.create({
      transport: createTransport(
        {
          cluster: 'prod',
          target: { kind: 'openshift', tenancy: true },
          matchers: {},
          headers: {},
          auth: { kind: 'bearerToken', token: 't' },
          tls: {},
        },
        {
          fetch: async input => {
            asked.push(String(input));
            return new Response('Forbidden', { status: 403 });
          },
        },
      ),
    });
    await expect(source.alerts({ namespace: 'ml-mon' })).rejects.toMatchObject({
      status: 'forbidden',
      message: expect.stringContaining('monitoring-rules-view'),
    });
    expect(asked).toEqual([
      'https://thanos-querier.openshift-monitoring.svc:9093/api/v1/alerts?namespace=ml-mon',
    ]);
  });
});
