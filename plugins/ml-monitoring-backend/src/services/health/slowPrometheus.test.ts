import { defaultHealthThresholds } from 'backstage-plugin-ml-monitoring-common';
import { MetricsSources } from '../../metrics';
import { modelFactsOf } from '../__testUtils__/modelFactsOf';
import { ModelHealthService } from '../ModelHealthService';

const now = new Date('2026-03-02T10:00:00Z');
const nowSeconds = now.getTime() / 1000;
const ref = { cluster: 'local', namespace: 'ml-mon', name: 'rest-seldon' };

/** A Prometheus that answers about the last hour at once, and about what lies further back when the test says so. */
function startSlowPrometheus() {
  const earlier: string[] = [];
  const quick: string[] = [];
  let release = () => {};
  const released = new Promise<void>(resolve => {
    release = resolve;
  });
  const answer: typeof fetch = async (input, init) => {
    const asked = `${new URL(String(input)).searchParams}${init?.body ?? ''}`;
    const { start, end, time } = Object.fromEntries(new URLSearchParams(asked));
    const isEarlier =
      Number(end ?? time) < nowSeconds || Number(start) < nowSeconds - 3600;
    (isEarlier ? earlier : quick).push(asked);
    if (isEarlier) {
      await released;
    }
    const resultType = end === undefined ? 'vector' : 'matrix';
    return Response.json({
      status: 'success',
      data: { resultType, result: [], alerts: [], groups: [] },
    });
  };
  return { earlier, quick, release: () => release(), fetch: answer };
}

function serviceOn(prometheus: { fetch: typeof fetch }) {
  return ModelHealthService.create({
    sources: MetricsSources.create({
      configs: [
        {
          cluster: 'local',
          target: { kind: 'url', url: 'http://prometheus.example.com' },
          matchers: {},
          headers: {},
        },
      ],
      fetch: prometheus.fetch,
    }),
    reader: {
      clusters: async () => ['local'],
      facts: async ({ name }) => ({
        facts: {
          ...modelFactsOf(name, new Date(now.getTime() - 86_400_000)),
          promise: { slo: { availabilityPercent: 99.9, latencyP95: '250ms' } },
        },
        source: {
          kind: 'cluster',
          cluster: 'local',
          title: 'Kubernetes API of cluster local',
          status: 'ok',
        },
      }),
      list: async () => [],
    },
    thresholds: defaultHealthThresholds,
    now: () => now,
    slowWaitMs: 20,
  });
}

describe('the health of a model whose Prometheus is slow about earlier days', () => {
  it('has a verdict and says what is still missing', async () => {
    const prometheus = startSlowPrometheus();
    const report = await serviceOn(prometheus).report(ref);
    prometheus.release();
    expect(report.findings.length).toBeGreaterThan(0);
    expect(
      report.sources
        .flatMap(
          ({ message }) => message?.match(/Still working out (.*):/)?.[1] ?? [],
        )
        .sort(),
    ).toEqual([
      'custom metrics',
      'feedback',
      'numbers of earlier days',
      'the error budget',
    ]);
  });

  it('asks about earlier days two questions at once, and each once for ten viewers', async () => {
    const prometheus = startSlowPrometheus();
    const service = serviceOn(prometheus);
    const look = () =>
      Promise.all(Array.from({ length: 10 }, () => service.report(ref)));
    await look();
    expect(prometheus.earlier).toHaveLength(2);
    prometheus.release();
    const untilKnown = async (): Promise<void> => {
      await new Promise(resolve => {
        setImmediate(resolve);
      });
      const reports = await look();
      return reports.every(({ sources }) =>
        sources.every(({ status }) => status === 'ok'),
      )
        ? undefined
        : untilKnown();
    };
    await untilKnown();
    expect(prometheus.earlier).toHaveLength(12);
    expect(new Set(prometheus.earlier).size).toBe(12);
    expect(new Set(prometheus.quick).size).toBe(prometheus.quick.length);
  });
});
