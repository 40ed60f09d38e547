import { hostileNames, monitoringOf } from './__testUtils__/monitored';
import { promtool } from './__testUtils__/promtool';

jest.setTimeout(120_000);

const ref = { namespace: 'ml-mon', name: 'rest-seldon' };
const slo = { availabilityPercent: 99.9, latencyP95: '250ms' };
const HISTOGRAM = 'seldon_api_executor_server_requests_seconds';
const SCRAPE_SECONDS = 30;

const ruleFile = (
  ofModel: { namespace: string; name: string } = ref,
  monitoring: object = { slo },
) =>
  monitoringOf(ofModel, { alerts: true, ...monitoring }).find(
    ({ kind }) => kind === 'PrometheusRule',
  )!.spec;

/** So many requests a minute, one phase after the other. */
type Phase = { minutes: number; perMinute: number };

interface Requests {
  code: string;
  phases: Phase[];
  /** Share that is answered within 250 ms. */
  inTime?: number;
  service?: string;
  /** Which monitor scrapes. */
  scraped?: 'service' | 'exported_service';
}

/** A counter in promtool's notation: `start+step x count`, each phase from where the last one ended. */
function counter(phases: Phase[], share = 1): string {
  let at = 0;
  return phases
    .map(({ minutes, perMinute }, index) => {
      const steps = (minutes * 60) / SCRAPE_SECONDS;
      const each = (perMinute * share * SCRAPE_SECONDS) / 60;
      const start = index === 0 ? at : at + each;
      const count = index === 0 ? steps : steps - 1;
      at = start + each * count;
      return `${start}+${each}x${count}`;
    })
    .join(' ');
}

function seriesOf(requests: Requests) {
  const {
    code,
    phases,
    inTime = 1,
    service = 'predictions',
    scraped = 'exported_service',
  } = requests;
  const target =
    scraped === 'service'
      ? 'job="seldon/seldon-podmonitor"'
      : 'job="rest-seldon-model",service="rest-seldon-model"';
  const labels = `namespace="ml-mon",deployment_name="rest-seldon",predictor_name="model",pod="p",${target},${scraped}="${service}",method="post",code="${code}"`;
  return [
    { series: `${HISTOGRAM}_count{${labels}}`, values: counter(phases) },
    {
      series: `${HISTOGRAM}_bucket{${labels},le="0.25"}`,
      values: counter(phases, inTime),
    },
  ];
}

const up = (labels: string, values: string) => ({
  series: `up{namespace="ml-mon",${labels}}`,
  values,
});
const engine = 'container="seldon-container-engine"';

/** Which alerts fire at which minute: `<alert> <window>`. */
async function firing(
  requests: Requests[],
  expected: Record<number, string[]>,
  more: { series: string; values: string }[] = [],
) {
  const test = {
    interval: `${SCRAPE_SECONDS}s`,
    input_series: [...requests.flatMap(seriesOf), ...more],
    promql_expr_test: Object.entries(expected).map(([minute, alerts]) => ({
      expr: 'sum by (alertname, window) (ALERTS{alertstate="firing"})',
      eval_time: `${minute}m`,
      exp_samples: alerts.map(alert => {
        const [alertname, window] = alert.split(' ');
        return {
          labels: window
            ? `{alertname="${alertname}",window="${window}"}`
            : `{alertname="${alertname}"}`,
          value: 1,
        };
      }),
    })),
  };
  return promtool(['test', 'rules', 'test.json'], {
    'rules.json': ruleFile(),
    'test.json': {
      rule_files: ['rules.json'],
      evaluation_interval: '1m',
      tests: [test],
    },
  });
}

const ok = { ok: true, output: expect.stringContaining('SUCCESS') };
const burns = (...windows: string[]) =>
  windows.map(window => `ModelAvailabilityBudgetBurn ${window}`);
const slows = (...windows: string[]) =>
  windows.map(window => `ModelLatencyBudgetBurn ${window}`);
const steady = (perMinute: number, minutes = 480): Phase[] => [
  { minutes, perMinute },
];

describe('rendered alert rules, evaluated by Prometheus’ own tool', () => {
  it('are rules', async () => {
    await expect(
      promtool(['check', 'rules', 'rules.json'], { 'rules.json': ruleFile() }),
    ).resolves.toEqual(ok);
  });

  it('are rules whatever the model is called and the runbook says', async () => {
    const groups = hostileNames.flatMap((name, index) => {
      const spec = ruleFile(
        { namespace: name, name },
        { slo, runbook: `https://x/${name}` },
      ) as { groups: object[] };
      return spec.groups.map(group => ({ ...group, name: `group-${index}` }));
    });
    await expect(
      promtool(['check', 'rules', 'rules.json'], { 'rules.json': { groups } }),
    ).resolves.toEqual(ok);
  });

  it('are silent while the model keeps its promise', async () => {
    await expect(
      firing(
        [
          { code: '200', phases: steady(600) },
          { code: '500', phases: steady(0.3) },
          { code: '400', phases: steady(300) },
        ],
        { 5: [], 60: [], 240: [], 470: [] },
      ),
    ).resolves.toEqual(ok);
  });

  it('page once 5 % of the predictions have failed for a third of an hour, and end with it', async () => {
    const phases = (before: number, during: number): Phase[] => [
      { minutes: 360, perMinute: before },
      { minutes: 40, perMinute: during },
      { minutes: 60, perMinute: before },
    ];
    await expect(
      firing(
        [
          { code: '200', phases: phases(600, 570) },
          { code: '500', phases: phases(0, 30) },
        ],
        {
          365: [],
          375: burns('3d'),
          // 1.44 % of an hour's predictions are 17 minutes of 5 %, and the rates of 5 minutes lag behind.
          382: burns('1h', '3d'),
          // Nothing has failed for 5 minutes: what was fast is over, the slower windows still see it.
          410: burns('1d', '3d'),
        },
      ),
    ).resolves.toEqual(ok);
  });

  it('open a ticket for what spends the budget slowly', async () => {
    await expect(
      firing(
        [
          { code: '200', phases: steady(600) },
          { code: '500', phases: steady(2.4) },
        ],
        { 240: burns('1d', '3d') },
      ),
    ).resolves.toEqual(ok);
  });

  it('wake nobody for one failure of two', async () => {
    const twoAnHour: Phase[] = [
      { minutes: 30, perMinute: 0 },
      { minutes: 1, perMinute: 1 },
      { minutes: 29, perMinute: 0 },
    ];
    await expect(
      firing(
        ['200', '500'].map(code => ({
          code,
          phases: [...twoAnHour, ...twoAnHour],
        })),
        { 32: [], 35: [], 59: [], 92: [], 95: [] },
      ),
    ).resolves.toEqual(ok);
  });

  it('page when all of little traffic fails', async () => {
    await expect(
      firing([{ code: '503', phases: steady(0.5) }], {
        15: [],
        60: burns('1d', '1h', '3d', '6h'),
      }),
    ).resolves.toEqual(ok);
  });

  it('count the faults of the model over gRPC, and not those of the caller', async () => {
    const service = '/seldon.protos.Seldon/Predict';
    await expect(
      firing(
        [
          { code: 'OK', service, phases: steady(600) },
          { code: 'InvalidArgument', service, phases: steady(600) },
        ],
        { 120: [] },
      ),
    ).resolves.toEqual(ok);
    await expect(
      firing(
        [
          { code: 'OK', service, phases: steady(600) },
          { code: 'Unavailable', service, phases: steady(60) },
        ],
        { 120: burns('1d', '1h', '3d', '6h') },
      ),
    ).resolves.toEqual(ok);
  });

  it('count a prediction once though two monitors scrape its pod in different ways', async () => {
    const both = (['service', 'exported_service'] as const).flatMap(scraped => [
      { code: '200', phases: steady(600), scraped },
      // 6 faults in 30 minutes, twice as many if counted twice.
      { code: '500', phases: steady(0.2, 30), scraped },
    ]);
    await expect(firing(both, { 30: [] })).resolves.toEqual(ok);
  });

  it('leave health checks out', async () => {
    await expect(
      firing(
        [
          { code: '200', phases: steady(600) },
          { code: '500', service: 'status', phases: steady(600) },
        ],
        { 120: [] },
      ),
    ).resolves.toEqual(ok);
  });

  it('page for slow predictions, by how many are beyond the promise', async () => {
    await expect(
      firing([{ code: '200', phases: steady(600), inTime: 0.2 }], {
        60: slows('1d', '1h', '3d', '6h'),
      }),
    ).resolves.toEqual(ok);
    await expect(
      firing([{ code: '200', phases: steady(600), inTime: 0.9 }], {
        60: slows('3d'),
      }),
    ).resolves.toEqual(ok);
  });

  const OURS = `pod="p",job="rest-seldon-model",${engine}`;
  const THEIRS = `pod="p",job="monitoring/theirs",${engine}`;
  const down = '1x119 0x60';
  const called = [{ code: '200', phases: [{ minutes: 60, perMinute: 60 }] }];
  it.each([
    ['our own target is down, called or not', [], [up(OURS, down)], true],
    ['the target of another monitor is', called, [up(THEIRS, down)], true],
    [
      'only one of two is',
      called,
      [
        up(OURS, down),
        up(`pod="q",job="rest-seldon-model",${engine}`, '1x200'),
      ],
      false,
    ],
    [
      'another model’s is',
      called,
      [up(`pod="x",job="x",${engine}`, down)],
      false,
    ],
    ['there is nothing to measure', called, [], false],
    [
      'the model container answers and the orchestrator does not',
      called,
      [up(OURS, down), up('pod="p",container="classifier",job="x"', '1x200')],
      true,
    ],
  ])(
    'tell after ten minutes that nothing is measured, when %s',
    async (_, requests, targets, expected) => {
      const alerts = expected ? ['ModelNotMeasured'] : [];
      await expect(
        firing(requests, { 65: [], 72: alerts }, targets),
      ).resolves.toEqual(ok);
    },
  );

  it('link to the page of the model at the time of the alert', async () => {
    const answer = await promtool(['test', 'rules', 'test.json'], {
      'rules.json': ruleFile(ref, {
        slo: { availabilityPercent: 99.9 },
        runbook: 'https://wiki.example.com/{{ $labels.x }}',
      }),
      'test.json': {
        rule_files: ['rules.json'],
        evaluation_interval: '1m',
        tests: [
          {
            interval: `${SCRAPE_SECONDS}s`,
            input_series: seriesOf({ code: '500', phases: steady(600) }),
            alert_rule_test: [
              {
                eval_time: '2h',
                alertname: 'ModelAvailabilityBudgetBurn',
                exp_alerts: [
                  ['1h', 'critical', '14.4', '47 hours', 3600],
                  ['6h', 'critical', '6', '5 days', 21_600],
                  ['1d', 'warning', '3', '9 days', 86_400],
                  ['3d', 'warning', '1', '28 days', 259_200],
                ].map(([window, severity, factor, lasts, seconds]) => ({
                  exp_labels: {
                    ...ref,
                    name: undefined,
                    deployment_name: ref.name,
                    model: ref.name,
                    team: 'ml',
                    severity,
                    window,
                  },
                  exp_annotations: {
                    summary:
                      'Model ml-mon/rest-seldon is about to break its promise of 99.9 % of predictions without a server fault',
                    description: `100% of the predictions of the last ${window} failed by the fault of the model or its platform, where 0.1 % may. At this pace, ${factor} times what is allowed or more, what may fail within 28 days is used up after ${lasts} at the latest.`,
                    runbook_url: 'https://wiki.example.com/{{ $labels.x }}',
                    portal_url: `https://portal.example.com/ml-monitoring/models/local/ml-mon/rest-seldon?from=${7200 - Number(seconds)}000&to=7200000`,
                  },
                })),
              },
            ],
          },
        ],
      },
    });
    expect(answer).toEqual(ok);
  });
});
