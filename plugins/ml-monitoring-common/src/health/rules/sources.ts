import type { Asked } from '../facts';
import { isModelStopped, secondsBetween } from '../predictors';
import type { Judgement, RuleContext, SourcesRule } from './types';

/** Who was asked decides how much a verdict can say. What was not measured is not well. */
export const sources: SourcesRule = {
  findings: {
    'source-cluster': {
      means: 'the cluster did not answer or refused',
      usually: 'network, credential, or a missing right, which is named',
    },
    'source-metrics': {
      means: 'Prometheus did not answer, refused, or none is configured',
      usually: 'as above',
    },
  },
  judge(facts, context) {
    const { cluster, metrics } = facts;
    const nothingToMeasure =
      cluster.status === 'answered' && isModelStopped(cluster.value);
    return [
      ...judgeSource(cluster, context, {
        rule: 'source-cluster',
        name: 'The Kubernetes API',
        effect: 'nothing is known about its pods',
      }),
      ...(nothingToMeasure
        ? []
        : judgeSource(metrics, context, {
            rule: 'source-metrics',
            name: 'Prometheus',
            effect: 'nothing is known about its predictions',
          })),
    ];
  },
};

interface Source {
  rule: string;
  name: string;
  effect: string;
}

function judgeSource(
  asked: Asked<unknown>,
  { now, thresholds }: RuleContext,
  { rule, name, effect }: Source,
): Judgement[] {
  const unknown = (
    title: string,
    rest: Partial<Judgement> = {},
  ): Judgement[] => [
    {
      rule,
      status: 'unknown',
      title,
      confidence: 'certain',
      evidence: [],
      ...rest,
    },
  ];
  switch (asked.status) {
    case 'failed':
      return unknown(`${name} did not answer: ${effect}`, {
        detail: asked.message,
      });
    case 'forbidden':
      return unknown(`${name} may not be read: ${effect}`, {
        detail: asked.message,
      });
    case 'absent':
      return unknown(`${name} is not known here: ${effect}`, {
        detail: asked.message,
      });
    default: {
      const ageSeconds = secondsBetween(asked.asOf, now);
      return [
        ...(asked.missing
          ? unknown(`${name} answered only in part`, { detail: asked.missing })
          : []),
        ...(ageSeconds > thresholds.staleAfterSeconds
          ? unknown(
              `What ${name === 'Prometheus' ? name : 'the Kubernetes API'} said is ${Math.round(ageSeconds / 60)} minutes old`,
              { since: asked.asOf.toISOString() },
            )
          : []),
      ];
    }
  }
}
