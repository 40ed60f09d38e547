import type { Asked, ModelFacts } from '../facts';
import { isModelStopped, secondsBetween } from '../predictors';
import type { Judgement, RuleContext } from './types';

/** Who was asked decides how much a verdict can say. What was not measured is not well. */
export function sources(facts: ModelFacts, context: RuleContext): Judgement[] {
  const { cluster, metrics } = facts;
  const nothingToMeasure =
    cluster.status === 'answered' && isModelStopped(cluster.value);
  return [
    ...judge(cluster, context, {
      rule: 'source-cluster',
      name: 'The Kubernetes API',
      effect: 'nothing is known about its pods',
    }),
    ...(nothingToMeasure
      ? []
      : judge(metrics, context, {
          rule: 'source-metrics',
          name: 'Prometheus',
          effect: 'nothing is known about its predictions',
        })),
  ];
}

interface Source {
  rule: string;
  name: string;
  effect: string;
}

function judge(
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
