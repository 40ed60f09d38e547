import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Range, Unit } from 'backstage-plugin-ml-monitoring-common';
import { formatDuration } from '../../format/formatTime';
import { formatValue } from '../../format/formatValue';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { sparklinePaths } from './sparkline';
import { trendFacts } from './trendFacts';

const WIDTH = 88;
const HEIGHT = 22;
const MARGIN = 2;

const useStyles = makeStyles(
  theme => ({
    line: {
      display: 'block',
      overflow: 'visible',
      stroke: theme.palette.text.secondary,
    },
  }),
  { name: 'MlMonitoringSparkline' },
);

export interface SparklineProps {
  values: (number | null)[];
  range: Range;
  unit: Unit;
  /** The highest value that can be told. */
  ceiling?: number;
}

/** How a number went, as a small line and, for those who cannot see it, in words. */
export function Sparkline({ values, range, unit, ceiling }: SparklineProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const facts = trendFacts(values, range);
  if (!facts) {
    return null;
  }
  const window = formatDuration(facts.windowSeconds);
  const [min, max] = [facts.min, facts.max].map(value =>
    formatValue(value, unit, { ceiling }),
  );
  const words = [
    min === max
      ? t('trend.flat', { window, value: max })
      : t('trend.range', { window, min, max }),
    facts.gapSeconds > 0 &&
      t('trend.gaps', { duration: formatDuration(facts.gapSeconds) }),
  ]
    .filter(Boolean)
    .join(' ');
  return (
    <svg
      role="img"
      aria-label={words}
      className={classes.line}
      width={WIDTH}
      height={HEIGHT}
      viewBox={`${-MARGIN} ${-MARGIN} ${WIDTH + 2 * MARGIN} ${HEIGHT + 2 * MARGIN}`}
      fill="none"
      strokeWidth={1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <title>{words}</title>
      {sparklinePaths(values, unit, { width: WIDTH, height: HEIGHT }).map(
        path => (
          <path key={path} d={path} />
        ),
      )}
    </svg>
  );
}
