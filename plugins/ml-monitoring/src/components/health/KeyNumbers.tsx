import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { KeyNumbers as Numbers } from 'backstage-plugin-ml-monitoring-common';
import { formatDuration } from '../../format/formatTime';
import { formatValue } from '../../format/formatValue';
import { mlMonitoringTranslationRef } from '../../translations/ref';

const useStyles = makeStyles(
  theme => ({
    list: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(1, 4),
      margin: 0,
    },
    name: { ...theme.typography.caption, color: theme.palette.text.secondary },
    value: {
      ...theme.typography.h6,
      margin: 0,
      fontVariantNumeric: 'tabular-nums',
    },
    notMeasured: {
      ...theme.typography.body1,
      margin: 0,
      fontStyle: 'italic',
      color: theme.palette.text.secondary,
    },
    window: {
      ...theme.typography.caption,
      color: theme.palette.text.secondary,
    },
  }),
  { name: 'MlMonitoringKeyNumbers' },
);

/** Requests, success and latency. What was not measured is said to be so, and is never zero. */
export function KeyNumbers({ numbers }: { numbers: Numbers }) {
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const shown = [
    {
      name: t('numbers.requests'),
      value: numbers.requestsPerSecond,
      text: (value: number) => formatValue(value, 'requests/s'),
    },
    {
      name: t('numbers.success'),
      value: numbers.successRatio,
      text: (value: number) =>
        t('numbers.okUnit', { percent: formatValue(value, 'ratio') }),
    },
    {
      name: t('numbers.latencyP95'),
      value: numbers.latencyP95Seconds,
      text: (value: number) => formatValue(value, 'seconds'),
    },
  ];
  return (
    <div>
      <dl className={classes.list} aria-label={t('numbers.title')}>
        {shown.map(({ name, value, text }) => (
          <div key={name}>
            <dt className={classes.name}>{name}</dt>
            {value === undefined ? (
              <dd className={classes.notMeasured}>
                {t('numbers.notMeasured')}
              </dd>
            ) : (
              <dd className={classes.value}>
                <data value={value}>{text(value)}</data>
              </dd>
            )}
          </div>
        ))}
      </dl>
      {numbers.windowSeconds !== undefined && (
        <span className={classes.window}>
          {t('numbers.window', {
            window: formatDuration(numbers.windowSeconds),
          })}
        </span>
      )}
    </div>
  );
}
