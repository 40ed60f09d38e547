import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  LONGEST_LATENCY_SECONDS,
  type HealthReport,
  type Unit,
} from 'backstage-plugin-ml-monitoring-common';
import { formatDuration } from '../../format/formatTime';
import { formatValue } from '../../format/formatValue';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { BudgetTile } from './BudgetTile';
import { Sparkline } from './Sparkline';
import { Tile } from './Tile';
import { useBudgetText } from './useBudgetText';

const useStyles = makeStyles(
  theme => ({
    list: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(1.5, 4),
      margin: 0,
    },
    notes: {
      ...theme.typography.caption,
      color: theme.palette.text.secondary,
    },
  }),
  { name: 'MlMonitoringKeyNumbers' },
);

const shown: {
  key: 'requestsPerSecond' | 'successRatio' | 'latencyP95Seconds';
  name: 'requests' | 'success' | 'latencyP95';
  unit: Unit;
  ceiling?: number;
}[] = [
  { key: 'requestsPerSecond', name: 'requests', unit: 'requests/s' },
  { key: 'successRatio', name: 'success', unit: 'ratio' },
  {
    key: 'latencyP95Seconds',
    name: 'latencyP95',
    unit: 'seconds',
    ceiling: LONGEST_LATENCY_SECONDS,
  },
];

export interface KeyNumbersProps extends Pick<
  HealthReport,
  'numbers' | 'trend' | 'slo'
> {
  /** With every burn rate, and what exactly was promised. */
  detailed?: boolean;
}

/** Requests, success, latency and what is left of promises. What was not measured is said to be so, and is never zero. */
export function KeyNumbers(props: KeyNumbersProps) {
  const { numbers, trend, slo, detailed } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const text = useBudgetText();
  const shortened = slo && text.shortened(slo);
  return (
    <div>
      <dl className={classes.list} aria-label={t('numbers.title')}>
        {shown.map(({ key, name, unit, ceiling }) => {
          const value = numbers[key];
          return (
            <Tile
              key={key}
              name={t(`numbers.${name}`)}
              chart={
                trend && (
                  <Sparkline
                    values={trend[key]}
                    range={trend.range}
                    unit={unit}
                    ceiling={ceiling}
                  />
                )
              }
            >
              {value !== undefined && (
                <data value={value}>
                  {unit === 'ratio'
                    ? t('numbers.okUnit', { percent: formatValue(value, unit) })
                    : formatValue(value, unit, { ceiling })}
                </data>
              )}
            </Tile>
          );
        })}
        {slo?.objectives.map(objective => (
          <BudgetTile
            key={objective.kind}
            objective={objective}
            slo={slo}
            detailed={detailed}
          />
        ))}
      </dl>
      {shortened && <div className={classes.notes}>{shortened}</div>}
      {numbers.windowSeconds !== undefined && (
        <div className={classes.notes}>
          {trend
            ? t('trend.explained', {
                window: formatDuration(numbers.windowSeconds),
                trend: formatDuration(
                  trend.range.endSeconds - trend.range.startSeconds,
                ),
              })
            : t('numbers.window', {
                window: formatDuration(numbers.windowSeconds),
              })}
        </div>
      )}
    </div>
  );
}
