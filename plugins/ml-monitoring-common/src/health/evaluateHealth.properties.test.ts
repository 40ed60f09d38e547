import fc from 'fast-check';
import { evaluateHealth } from './evaluateHealth';
import type { Asked, ClusterFacts, ModelFacts } from './facts';
import type { MetricFacts } from './metricFacts';
import { clusterRules, metricsRules, sources } from './rules';
import { severityOf, worstOf } from './status';
import { anyModelFacts } from './__testUtils__/arbitraryFacts';
import { modelFacts, now, thresholds } from './__testUtils__/modelFacts';
import { someBadFacts, worsenings } from './__testUtils__/worsenings';

const judge = (facts: ModelFacts, at = now) =>
  evaluateHealth(facts, thresholds, at);
const secondsLater = (seconds: number) =>
  new Date(now.getTime() + seconds * 1000);

type Answered = { cluster: ClusterFacts; metrics: MetricFacts };
const told = ({ cluster, metrics }: Answered) => modelFacts(cluster, metrics);

describe('the verdict, whatever is the case,', () => {
  it.each(Object.keys(worsenings))('is never better because %s', name => {
    fc.assert(
      fc.property(someBadFacts, facts => {
        const before = judge(told(facts));
        const after = judge(told(worsenings[name](facts)));
        expect(severityOf(after.status)).toBeGreaterThanOrEqual(
          severityOf(before.status),
        );
      }),
      { numRuns: 60 },
    );
  });

  const silent = fc.constantFrom<Asked<never>>(
    { status: 'failed', message: 'x' },
    { status: 'forbidden', message: 'x' },
    { status: 'absent', message: 'x' },
  );

  it.each(['cluster', 'metrics'] as const)(
    'is not a good one where the source "%s" told nothing',
    source => {
      fc.assert(
        fc.property(someBadFacts, silent, (facts, nothing) => {
          const { status } = judge({ ...told(facts), [source]: nothing });
          expect(severityOf(status)).toBeGreaterThanOrEqual(
            severityOf('unknown'),
          );
        }),
      );
    },
  );

  it('is not a good one where a source could not tell everything', () => {
    const missing = 'pods may not be listed';
    fc.assert(
      fc.property(someBadFacts, fc.boolean(), (bad, ofCluster) => {
        const { cluster, metrics } = told(bad);
        const { status } = judge(
          ofCluster
            ? { cluster: { ...cluster, missing } as typeof cluster, metrics }
            : { cluster, metrics: { ...metrics, missing } as typeof metrics },
        );
        expect(severityOf(status)).toBeGreaterThanOrEqual(
          severityOf('unknown'),
        );
      }),
    );
  });

  it.each<[string, (facts: Answered) => Answered]>([
    [
      'how many fail was not measured',
      ({ cluster, metrics }) => ({
        cluster,
        metrics: { ...metrics, errorRatio: undefined },
      }),
    ],
    [
      'no number was measured and no target is known',
      ({ cluster, metrics: { windowSeconds, queries } }) => ({
        cluster,
        metrics: { windowSeconds, queries },
      }),
    ],
    [
      'neither endpoints nor Deployments nor pods could be read',
      ({ cluster, metrics }) => ({
        cluster: {
          ...cluster,
          readyEndpoints: {},
          model: {
            ...cluster.model,
            pods: [],
            predictors: cluster.model.predictors.map(each => ({
              ...each,
              rollouts: [],
            })),
          },
        },
        metrics,
      }),
    ],
  ])('is not a good one because %s', (_, forget) => {
    fc.assert(
      fc.property(someBadFacts, facts => {
        const { status } = judge(told(forget(facts)));
        expect(status).not.toBe('healthy');
      }),
    );
  });

  it('is the same for the same facts, in whatever order they came', () => {
    const shuffled = <T>(values: readonly T[]) =>
      fc.shuffledSubarray([...values], { minLength: values.length });
    const twice = anyModelFacts.chain(facts => {
      const { value: cluster } = facts.cluster as { value: ClusterFacts };
      const { value: metrics } = facts.metrics as { value: MetricFacts };
      return fc.record({
        facts: fc.constant(facts),
        others: fc
          .record({
            pods: shuffled(cluster.model.pods),
            events: shuffled(cluster.events),
            conditions: shuffled(cluster.conditions),
            targets: metrics.targets
              ? shuffled(metrics.targets)
              : fc.constant(undefined),
          })
          .map(({ pods, events, conditions, targets }) =>
            modelFacts(
              {
                ...cluster,
                events,
                conditions,
                model: { ...cluster.model, pods },
              },
              { ...metrics, targets },
            ),
          ),
      });
    });
    const brief = (facts: ModelFacts) => {
      const { status, since, findings } = judge(facts);
      return {
        status,
        since,
        findings: findings
          .map(({ rule, predictor, status: own }) =>
            [rule, predictor, own].join(),
          )
          .sort(),
      };
    };
    fc.assert(
      fc.property(twice, ({ facts, others }) => {
        expect(judge(facts)).toEqual(judge(structuredClone(facts)));
        expect(brief(others)).toEqual(brief(facts));
      }),
    );
  });

  it('does not come back to what it was as time passes over the same facts', () => {
    fc.assert(
      fc.property(anyModelFacts, facts => {
        const seen: string[] = [];
        for (let seconds = 0; seconds <= 7200; seconds += 60) {
          const { status } = judge(facts, secondsLater(seconds));
          if (seen.at(-1) !== status) {
            seen.push(status);
          }
        }
        expect(seen).toEqual([...new Set(seen)]);
      }),
      { numRuns: 50 },
    );
  });
});

describe('every finding, whatever is the case,', () => {
  const rules = [...clusterRules, ...metricsRules, sources];
  const documented = rules.flatMap(({ findings }) => Object.keys(findings));

  it('is documented by the rule that makes it', () => {
    fc.assert(
      fc.property(anyModelFacts, facts => {
        const { value: cluster } = facts.cluster as { value: ClusterFacts };
        const { value: metrics } = facts.metrics as { value: MetricFacts };
        const context = { thresholds, now };
        for (const rule of clusterRules) {
          for (const { rule: id } of rule.judge(cluster, context)) {
            expect(Object.keys(rule.findings)).toContain(id);
          }
        }
        for (const rule of metricsRules) {
          const found = rule.judge(metrics, { ...context, cluster });
          for (const { rule: id } of found) {
            expect(Object.keys(rule.findings)).toContain(id);
          }
        }
      }),
    );
  });

  it('has a sentence, a beginning that is not to come, and something to do where it is bad', () => {
    fc.assert(
      fc.property(anyModelFacts, facts => {
        const { status, summary, findings } = judge(facts);
        expect(findings[0]?.status ?? 'unknown').toBe(status);
        expect(summary).not.toMatch(/undefined|NaN/);
        for (const finding of findings) {
          expect(documented).toContain(finding.rule);
          expect(finding.title).toMatch(/^[A-Z0-9"].{10,}/);
          expect(finding.title).not.toMatch(/undefined|NaN|Infinity/);
          expect(finding.remedy ?? '').not.toMatch(/undefined|NaN|Infinity/);
          const { since = now.toISOString() } = finding;
          expect(Date.parse(since)).toBeLessThanOrEqual(now.getTime());
        }
      }),
    );
  });

  it('that is bad says what to do', () => {
    fc.assert(
      fc.property(anyModelFacts, facts => {
        const withoutRemedy = judge(facts).findings.filter(
          ({ status, remedy }) =>
            severityOf(status) > severityOf('unknown') && !remedy,
        );
        expect(withoutRemedy).toEqual([]);
      }),
    );
  });

  it('of the cluster counts though Prometheus tells nothing', () => {
    fc.assert(
      fc.property(anyModelFacts, facts => {
        const { value: cluster } = facts.cluster as { value: ClusterFacts };
        const { status } = judge({
          ...facts,
          metrics: { status: 'failed', message: 'timed out' },
        });
        const worst = worstOf(
          clusterRules
            .flatMap(rule => rule.judge(cluster, { thresholds, now }))
            .map(finding => finding.status),
        );
        expect(severityOf(status)).toBeGreaterThanOrEqual(severityOf(worst));
      }),
    );
  });
});
