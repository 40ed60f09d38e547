import type { DetectorFact } from '../metricFacts';
import { count, percent } from './levels';
import type { Judgement, MetricsRule } from './types';

/** Whether the data that the model is asked about is still what it knows. */
export const detectors: MetricsRule = {
  findings: {
    drift: {
      means:
        'a drift detector says that the inputs are no longer what the model was trained on',
      usually:
        'the world changed, or whoever sends the inputs. Compare them with the training data, and retrain where they are right',
    },
    outliers: {
      means:
        'an outlier detector finds more unusual inputs than the configured share',
      usually:
        'a caller that sends something else, or data that broke upstream',
    },
  },
  judge: ({ detectors: found = [] }, { now }) =>
    found
      .filter(({ raised }) => raised)
      .map((detector): Judgement => ({
        rule: detector.kind === 'drift' ? 'drift' : 'outliers',
        status: 'degraded',
        ...wordsFor(detector),
        confidence: 'likely',
        evidence: [
          {
            kind: 'query',
            query: detector.query,
            value: detector.value,
            at: now.toISOString(),
          },
        ],
      })),
};

function wordsFor({
  kind,
  value,
  threshold,
}: DetectorFact): Pick<Judgement, 'title' | 'detail' | 'remedy'> {
  return kind === 'drift'
    ? {
        title:
          'The drift detector says that the inputs are no longer what the model knows',
        detail:
          value === undefined || threshold === undefined
            ? undefined
            : `It measured ${count(value)} against its threshold of ${count(threshold)}.`,
        remedy:
          'Compare what is sent now with what the model was trained on. If it is right, train the model anew.',
      }
    : {
        title: `The outlier detector finds ${value === undefined ? 'too many' : `${percent(value)} of the`} inputs unusual`,
        detail:
          threshold === undefined
            ? undefined
            : `The limit is ${percent(threshold)}.`,
        remedy: 'Look at what callers send, and at what feeds them.',
      };
}
