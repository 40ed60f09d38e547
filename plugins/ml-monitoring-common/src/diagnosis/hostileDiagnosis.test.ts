import { SELDON_DEPLOYMENT_ID_LABEL } from '../manifests/labels';
import { prometheus } from '../readiness/__testUtils__/readinessFacts';
import {
  answered,
  metricsFacts,
  monitorFact,
  nothingCounted,
  nothingScraped,
  now,
  read,
  serviceFact,
  upFact,
  wholeFacts,
} from './__testUtils__/diagnosisFacts';
import { evaluateDiagnosis } from './evaluateDiagnosis';
import type { DiagnosisFacts } from './facts';

const unscraped = metricsFacts(nothingScraped);
const all = {
  ServiceMonitor: { matchLabels: { team: '$(rm -rf ~)', "it's": 'a\nb' } },
  PodMonitor: undefined,
  PrometheusRule: undefined,
};

const linkOf = (
  own: Partial<DiagnosisFacts>,
  id: string,
  options: { discreet?: boolean } = {},
) =>
  evaluateDiagnosis(wholeFacts(own), now, options).links.find(
    link => link.id === id,
  );

/** A model of others whose name begins like this one's. */
const neighbour = {
  service: serviceFact({
    name: 'rest-seldon-two-model',
    labels: {
      'seldon-app': 'rest-seldon-two-model',
      [SELDON_DEPLOYMENT_ID_LABEL]: 'rest-seldon-two',
    },
    selector: { 'seldon-app': 'rest-seldon-two-model' },
  }),
  monitor: monitorFact({
    name: 'rest-seldon-two-model',
    labels: {},
    selector: { matchLabels: { 'seldon-app': 'rest-seldon-two-model' } },
  }),
};

it('quotes in commands what anybody may have written', () => {
  const link = linkOf(
    {
      prometheuses: read([prometheus({ selectors: all })]),
      metrics: unscraped,
    },
    'prometheus',
  );
  expect(link?.fix?.command).toBe(
    "kubectl --namespace ml-mon label servicemonitor rest-seldon-model --overwrite 'team=$(rm -rf ~)' 'it'\\''s=a\ufffdb'",
  );
});

describe('the monitor of a model whose name begins alike', () => {
  const facts = {
    services: read([serviceFact(), neighbour.service]),
    monitors: read([neighbour.monitor]),
    metrics: unscraped,
  };

  it('is not taken for one that was meant for this model', () => {
    const link = linkOf(facts, 'monitor');
    expect(link).toMatchObject({
      status: 'broken',
      summary: expect.stringContaining('No ServiceMonitor or PodMonitor'),
      fix: { manifest: expect.stringContaining('kind: ServiceMonitor') },
    });
    expect(link?.fix?.command).toBeUndefined();
  });

  it('is not named to somebody who may see this model only', () => {
    expect(
      JSON.stringify(linkOf(facts, 'monitor', { discreet: true })),
    ).not.toContain('rest-seldon-two');
  });
});

describe('a monitor of all models of a namespace', () => {
  const shared = monitorFact({
    name: 'all-models',
    selector: {
      matchExpressions: [{ key: 'seldon-app', operator: 'Exists' }],
    },
    endpoints: [{ port: 'http', path: '/prometheus', relabelings: [] }],
  });
  const facts = {
    services: read([serviceFact(), neighbour.service]),
    monitors: read([shared]),
  };

  it('is not to be narrowed to one of them', () => {
    expect(linkOf(facts, 'monitor')).toMatchObject({ status: 'ok' });
    expect(linkOf(facts, 'monitor')?.fix).toBeUndefined();
  });

  it('does not tell of the others', () => {
    expect(
      JSON.stringify(evaluateDiagnosis(wholeFacts(facts), now)),
    ).not.toContain('rest-seldon-two');
  });
});

describe('monitors of other namespaces', () => {
  const elsewhere = (own: Partial<DiagnosisFacts['ref']> = {}) =>
    monitorFact({ namespace: 'team-secret', name: 'secret-monitor', ...own });

  it('are not named to somebody who may see the model only', () => {
    for (const monitor of [
      elsewhere(),
      {
        ...elsewhere(),
        namespaceSelector: { any: true, matchNames: [] },
      },
      {
        ...elsewhere(),
        namespaceSelector: { any: true, matchNames: [] },
        endpoints: [{ port: 'grpc', path: '/prometheus', relabelings: [] }],
      },
      {
        ...elsewhere(),
        namespace: 'ml-mon',
        name: 'own',
        namespaceSelector: { any: false, matchNames: ['team-secret'] },
      },
    ]) {
      for (const metrics of [metricsFacts(), unscraped]) {
        const diagnosis = evaluateDiagnosis(
          wholeFacts({ monitors: read([monitor]), metrics }),
          now,
          { discreet: true },
        );
        expect(JSON.stringify(diagnosis)).not.toMatch(/secret/);
      }
    }
  });
});

it('tells of the first of very many targets, and how many more there are', () => {
  const up = Array.from({ length: 500 }, (_, index) =>
    upFact({ labels: { ...upFact().labels, instance: `10.0.0.1:${index}` } }),
  );
  const evidence = linkOf(
    { metrics: metricsFacts({ up: answered(up) }) },
    'target',
  )?.evidence;
  expect(evidence).toHaveLength(21);
  expect(evidence?.at(-1)).toBe('and 480 more');
});

it.each(['nativeSeries', 'samples'] as const)(
  'does not call the metrics well where %s could not be asked for',
  question => {
    const silent = { status: 'failed', message: 'gave up' } as const;
    expect(
      linkOf(
        { metrics: metricsFacts({ ...nothingCounted, [question]: silent }) },
        'samples',
      ),
    ).toMatchObject({ status: 'unknown', evidence: ['gave up'] });
  },
);

it('does not say that an operator looks after a model whose labels could not be read', () => {
  expect(
    linkOf(
      { model: { status: 'failed', message: 'gave up' } },
      'seldon-operator',
    ),
  ).toMatchObject({ status: 'unknown', evidence: ['gave up'] });
});
