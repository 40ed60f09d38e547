import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Range } from 'backstage-plugin-ml-monitoring-common';
import { formatDuration } from '../../format/formatTime';
import { formatNumber, formatValue } from '../../format/formatValue';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import type { ComparedPredictor, Measure } from './comparePredictors';
import { useDifferenceText } from './useDifferenceText';

/** What a verdict in words is about: what tells a good version from a bad one. */
const telling = ['success', 'p50', 'p95', 'p99'] as const;
/** Of less of the range it is said how long it was measured. */
const MOST = 0.9;

/** What is said of predictors side by side. */
export function usePredictorText(options: {
  range: Range;
  /** Latencies are on their way. */
  isReading: boolean;
}) {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const differenceText = useDifferenceText();
  const rangeSeconds = options.range.endSeconds - options.range.startSeconds;
  const percent = (share: number) =>
    formatValue(Math.round(share * 1000) / 1000, 'ratio');
  return {
    value(predictor: ComparedPredictor, { key, unit }: Measure): string {
      const value = predictor.values[key];
      if (value !== undefined) {
        return formatValue(value, unit, {
          ceiling: unit === 'seconds' ? predictor.ceiling : undefined,
        });
      }
      return unit === 'seconds' && options.isReading
        ? t('compare.predictors.reading')
        : t('compare.predictors.notMeasured');
    },
    /** What was set, and what came of it. */
    weight({ shadow, configured, observed }: ComparedPredictor): string[] {
      const set =
        configured &&
        t(configured.by === 'router' ? 'rollout.set' : 'rollout.inSpec', {
          percent: `${configured.percent} %`,
        });
      if (shadow) {
        return observed === undefined
          ? [t('compare.predictors.shadow')]
          : [
              t('compare.predictors.shadowWeight', {
                percent: percent(observed),
              }),
            ];
      }
      return [
        set ?? t('detail.notSet'),
        observed === undefined
          ? t('rollout.notObserved')
          : t('rollout.observed', { percent: percent(observed) }),
      ];
    },
    notes(predictor: ComparedPredictor, isMain: boolean): string[] {
      const { requests, measuredSeconds, shadow } = predictor;
      return [
        isMain && t('compare.predictors.main'),
        shadow && t('compare.predictors.shadow'),
        t('compare.predictors.total', {
          number: formatNumber(Math.round(requests)),
        }),
        measuredSeconds < MOST * rangeSeconds &&
          t('compare.predictors.measuredFor', {
            time: formatDuration(measuredSeconds),
            range: formatDuration(rangeSeconds),
          }),
      ].filter(note => note !== false);
    },
    /** One sentence about what matters, once that is known. */
    verdict(
      main: ComparedPredictor,
      other: ComparedPredictor,
    ): string | undefined {
      const kindOf = (key: (typeof telling)[number]) =>
        other.differences[key].kind;
      const differences = telling
        .filter(key => kindOf(key) === 'differs')
        .map(key =>
          t('compare.predictors.verdictPart', {
            measure: t(`compare.predictors.${key}`),
            difference: differenceText(other.differences[key], key) ?? '',
          }),
        );
      if (differences.length === 0 && options.isReading) {
        return undefined;
      }
      const none = {
        few: t('compare.predictors.verdictFew', {
          number: formatNumber(
            Math.round(Math.min(main.requests, other.requests)),
          ),
        }),
        same: t('compare.predictors.verdictSame'),
      };
      const kind = telling
        .map(kindOf)
        .find(each => each === 'few' || each === 'same');
      const said =
        differences.length > 0 ? differences.join('; ') : kind && none[kind];
      return (
        said &&
        t('compare.predictors.verdict', {
          name: other.name,
          main: main.name,
          differences: said,
        })
      );
    },
  };
}
