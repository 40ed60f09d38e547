import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { formatDistance, formatRelative } from '../../format/formatChange';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { measures, type Measure } from './comparePredictors';
import type { Difference } from './difference';

/** What it is called to have more of it, and less. */
const directions = {
  requestsPerSecond: ['more', 'fewer'],
  success: ['higher', 'lower'],
  callerFaults: ['more', 'fewer'],
  serverFaults: ['more', 'fewer'],
  p50: ['slower', 'faster'],
  p95: ['slower', 'faster'],
  p99: ['slower', 'faster'],
} as const satisfies Record<Measure['key'], readonly [string, string]>;

/** Puts a difference into words, with its direction. Absent: there is none to tell. */
export function useDifferenceText(): (
  difference: Difference,
  of: Measure['key'],
) => string | undefined {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  return (difference, of) => {
    switch (difference.kind) {
      case 'unknown':
        return undefined;
      case 'few':
        return t('compare.predictors.few');
      case 'same':
        return t('compare.predictors.same');
      default: {
        const { absolute, relative, atLeast } = difference;
        const { unit } = measures.find(({ key }) => key === of)!;
        const distance = formatDistance(absolute, unit);
        const size =
          relative === undefined
            ? distance
            : t('compare.predictors.absoluteAndRelative', {
                absolute: distance,
                relative: formatRelative(relative),
              });
        const [up, down] = directions[of];
        const text = t(`compare.predictors.${absolute > 0 ? up : down}`, {
          difference: size,
        });
        return atLeast
          ? t('compare.predictors.atLeast', { difference: text })
          : text;
      }
    }
  };
}
