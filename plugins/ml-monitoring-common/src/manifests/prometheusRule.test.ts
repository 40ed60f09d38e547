import { RUNBOOK_ANNOTATION, SLO_LATENCY_P95_ANNOTATION } from '../annotations';
import type { MonitoringRequest } from '../contract/provisioning';
import { labels, monitor } from './__testUtils__/monitored';
import { promiseOf } from './promise';

interface Rule {
  record?: string;
  alert?: string;
  expr: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

const slo = { availabilityPercent: 99.9 };

function rulesOf(
  request: MonitoringRequest,
  options?: Parameters<typeof monitor>[1],
) {
  const { manifests, warnings } = monitor(
    { alerts: true, ...request },
    options,
  );
  const rule = manifests.find(({ kind }) => kind === 'PrometheusRule')!;
  const [group] = rule.spec.groups as { rules: Rule[] }[];
  return {
    rule,
    warnings,
    alerts: group.rules.filter(({ alert }) => alert),
    recorded: group.rules.filter(({ record }) => record),
  };
}

describe('the alerts of a model', () => {
  it('hold it to its availability', () => {
    const { rule, alerts, recorded } = rulesOf(
      { slo, runbook: 'https://wiki.example.com/fraud' },
      { settings: { alertLabels: { team: 'ml' } } },
    );
    expect(rule).toMatchObject({
      apiVersion: 'monitoring.coreos.com/v1',
      metadata: {
        name: 'fraud-slo',
        namespace: 'ml-mon',
        labels: { release: 'prom', ...labels },
      },
      spec: {
        groups: [{ name: 'ml-monitoring/ml-mon/fraud', interval: '60s' }],
      },
    });
    expect(recorded.map(({ record }) => record)).toEqual([
      'ml_monitoring:predictions:rate5m',
      'ml_monitoring:prediction_faults:rate5m',
    ]);
    const of = '{namespace="ml-mon",deployment_name="fraud"}';
    const faults = `ml_monitoring:prediction_faults:rate5m${of}`;
    const all = `ml_monitoring:predictions:rate5m${of}`;
    expect(alerts[0]).toEqual({
      alert: 'ModelAvailabilityBudgetBurn',
      expr: [
        `sum_over_time(${faults}[1h]) / sum_over_time(${all}[1h]) > 0.0144`,
        `and ${faults} / ${all} > 0.0144`,
        `and 60 * sum_over_time(${faults}[1h]) >= 10`,
      ].join('\n'),
      labels: {
        severity: 'critical',
        team: 'ml',
        window: '1h',
        namespace: 'ml-mon',
        model: 'fraud',
      },
      annotations: {
        summary:
          'Model ml-mon/fraud is about to break its promise of 99.9 % of predictions without a server fault',
        description:
          '{{ $value | humanizePercentage }} of the predictions of the last 1h failed by the fault of the model or its platform, where 0.1 % may. At this pace, 14.4 times what is allowed or more, what may fail within 28 days is used up after 47 hours at the latest.',
        runbook_url: 'https://wiki.example.com/fraud',
        portal_url:
          'https://portal.example.com/ml-monitoring/models/local/ml-mon/fraud?from={{ with query "time() - 3600" }}{{ . | first | value | printf "%.0f" }}{{ end }}000&to={{ with query "time()" }}{{ . | first | value | printf "%.0f" }}{{ end }}000',
      },
    });
  });

  it('look at a long and a short time, and page for what is fast', () => {
    const { alerts } = rulesOf({ slo: { ...slo, latencyP95: '250ms' } });
    expect(
      alerts.map(({ alert, labels: { window, severity }, expr }) => [
        alert,
        window,
        severity,
        /> ([0-9.]+)/.exec(expr)?.[1],
      ]),
    ).toEqual([
      ['ModelAvailabilityBudgetBurn', '1h', 'critical', '0.0144'],
      ['ModelAvailabilityBudgetBurn', '6h', 'critical', '0.006'],
      ['ModelAvailabilityBudgetBurn', '1d', 'warning', '0.003'],
      ['ModelAvailabilityBudgetBurn', '3d', 'warning', '0.001'],
      ['ModelLatencyBudgetBurn', '1h', 'critical', '0.72'],
      ['ModelLatencyBudgetBurn', '6h', 'critical', '0.3'],
      ['ModelLatencyBudgetBurn', '1d', 'warning', '0.15'],
      ['ModelLatencyBudgetBurn', '3d', 'warning', '0.05'],
      ['ModelNotMeasured', undefined, 'warning', undefined],
    ]);
  });

  it('are of the severity that the platform team says', () => {
    const { alerts } = rulesOf(
      { slo },
      { settings: { alertLabels: { severity: 'page', namespace: 'x' } } },
    );
    expect(
      alerts.map(each => [each.labels.severity, each.labels.namespace]),
    ).toEqual(alerts.map(() => ['page', 'ml-mon']));
  });

  it('leave out a pace that cannot be reached, and say so', () => {
    const { alerts, warnings } = rulesOf({ slo: { availabilityPercent: 80 } });
    expect(alerts.map(each => each.labels.window)).toEqual([
      '1d',
      '3d',
      undefined,
    ]);
    expect(warnings).toEqual([
      expect.stringContaining('14.4 or 6 times as fast as allowed'),
    ]);
  });

  it.each([
    ['250ms', '0\\\\.25', 0],
    ['1s', '1|1\\\\.0', 0],
    ['10s', '10|10\\\\.0', 0],
    ['300ms', '0\\\\.25', 1],
    ['1.5s', '1|1\\\\.0', 1],
    ['3ms', '0\\\\.005', 1],
  ])(
    'measure %s by the bucket le=~"%s" with %i warnings',
    (latencyP95, le, count) => {
      const { recorded, warnings } = rulesOf({ slo: { latencyP95 } });
      expect(recorded.at(-1)?.expr).toContain(`le=~"${le}"`);
      expect(warnings).toHaveLength(count);
    },
  );

  it('say between which buckets a promise lies, and which one counts', () => {
    expect(rulesOf({ slo: { latencyP95: '300ms' } }).warnings[0]).toContain(
      "lies between two buckets of Seldon's latency histogram, 250 ms and 500 ms. Alerts hold the model to 250 ms, the stricter one",
    );
  });

  it('know the targets by the monitor, and where it is not ours by their requests', () => {
    const blind = (request: MonitoringRequest) =>
      rulesOf({ slo, ...request }).alerts.at(-1)!.expr;
    const up = 'up{namespace="ml-mon",container="seldon-container-engine"';
    const called = `${up}} * on (namespace,pod) group_left() (max by (namespace,pod) (max_over_time(seldon_api_executor_server_requests_seconds_count{namespace="ml-mon",deployment_name="fraud"}[3600s])) ^ 0)`;
    expect(blind({ scrape: 'none' })).toBe(
      `max by (namespace) (${called}) == 0`,
    );
    expect(blind({})).toBe(
      `max by (namespace) (${called} or ${up},job=~"fraud-main"}) == 0`,
    );
    expect(blind({ scrape: 'podMonitor' })).toContain('job=~"ml-mon/fraud"');
  });

  it('link to nothing where nobody said what', () => {
    const { alerts } = rulesOf({ slo }, { settings: { portalUrl: undefined } });
    expect(Object.keys(alerts[0].annotations)).toEqual([
      'summary',
      'description',
    ]);
  });

  it('ask for nothing outside of the namespace, to which OpenShift confines them', () => {
    const { alerts, recorded } = rulesOf({ slo: { ...slo, latencyP95: '1s' } });
    const selectors = [...alerts, ...recorded].flatMap(
      ({ expr }) => expr.match(/\{[^}]*\}/g) ?? [],
    );
    expect(selectors.length).toBeGreaterThan(20);
    expect(
      selectors.filter(text => !text.includes('namespace="ml-mon"')),
    ).toEqual([]);
  });

  it('let no text of others become a template', () => {
    const { alerts } = rulesOf({
      slo,
      runbook: 'https://wiki.example.com/{{ query "up" }}',
    });
    expect(alerts[0].annotations.runbook_url).toBe(
      'https://wiki.example.com/{{"{"}}{{"{"}} query "up" }}',
    );
  });

  it('hold a model to what its SeldonDeployment promises', () => {
    const promise = promiseOf({
      [SLO_LATENCY_P95_ANNOTATION]: '250ms',
      [RUNBOOK_ANNOTATION]: 'https://wiki.example.com/annotated',
    });
    const { alerts } = rulesOf({}, { promise });
    expect(alerts[0].alert).toBe('ModelLatencyBudgetBurn');
    expect(alerts[0].annotations.runbook_url).toBe(
      'https://wiki.example.com/annotated',
    );
  });

  it.each([
    [{}, {}, 'monitoring.alerts: needs a promise to hold the model to'],
    [
      { slo: { latencyP95: '12s' } },
      {},
      'monitoring.slo.latencyP95: must be at most 10 s, because Seldon counts slower predictions together (got 12s)',
    ],
    [
      { slo, scrapeInterval: '2m' },
      {},
      'monitoring.scrapeInterval: must be at most 1m with alerts',
    ],
    [
      { slo },
      { apis: { prometheusRule: false } },
      'monitoring.alerts: the cluster has no PrometheusRule API',
    ],
  ])('cannot be had with %j and %j', (request, options, message) => {
    expect(() => rulesOf(request, options)).toThrow(message);
  });
});

describe('the promise of a SeldonDeployment', () => {
  it.each([
    [{}, {}],
    [
      { 'ml-monitoring/slo-availability': '99.9' },
      { slo: { availabilityPercent: 99.9 } },
    ],
    [{ 'ml-monitoring/slo-availability': '' }, {}],
    [{ 'ml-monitoring/slo-availability': '101' }, {}],
    [{ 'ml-monitoring/slo-availability': 'high' }, {}],
    [{ 'ml-monitoring/slo-latency-p95': 'soon' }, {}],
    [{ 'ml-monitoring/runbook': 'ftp://wiki.example.com' }, {}],
  ])('of %j is %j', (annotations, expected) => {
    expect(promiseOf(annotations)).toEqual(expected);
  });
});
