import { makeStyles, useTheme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { formatSince } from '../format/formatTime';
import { mlMonitoringTranslationRef } from '../translations/ref';
import type { ChartMarks } from './marks';
import { markColors } from './markColors';

const useStyles = makeStyles(
  theme => ({
    list: {
      ...theme.typography.caption,
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0, 2),
      margin: 0,
      padding: theme.spacing(0, 0.75),
      listStyle: 'none',
      color: theme.palette.text.secondary,
    },
    swatch: { marginRight: theme.spacing(0.75), verticalAlign: 'middle' },
  }),
  { name: 'MlMonitoringMarkLegend' },
);

const severalTexts = {
  firing: 'marks.alertsFiring',
  pending: 'marks.alertsWaiting',
} as const;

/** Alerts by their state, the longest first. */
function legendOf(alerts: ChartMarks['alerts']) {
  return (['firing', 'pending'] as const)
    .map(state => ({
      state,
      members: alerts
        .filter(alert => alert.state === state)
        .sort((a, b) => a.sinceSeconds - b.sinceSeconds),
    }))
    .filter(({ members }) => members.length > 0);
}

/** What the marks of a chart are, in words. */
export function MarkLegend({ marks }: { marks: ChartMarks }) {
  const classes = useStyles();
  const colors = markColors(useTheme());
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const { changes, alerts } = marks;
  if (changes.length + alerts.length === 0) {
    return null;
  }
  return (
    <ul className={classes.list} aria-label={t('marks.title')}>
      {changes.length > 0 && (
        <li>
          <svg width={10} height={12} aria-hidden className={classes.swatch}>
            <line
              x1={5}
              y1={0}
              x2={5}
              y2={12}
              stroke={colors.change}
              strokeWidth={1.5}
              strokeDasharray="4 3"
            />
          </svg>
          {changes.length === 1
            ? changes[0].text
            : t('marks.changes', { number: String(changes.length) })}
        </li>
      )}
      {legendOf(alerts).map(({ state, members: [first, ...more] }) => (
        <li key={state}>
          <svg width={16} height={12} aria-hidden className={classes.swatch}>
            <rect width={16} height={12} fill={colors[state]} opacity={0.25} />
            <line
              x1={0}
              y1={1.5}
              x2={16}
              y2={1.5}
              stroke={colors[state]}
              strokeWidth={3}
              strokeDasharray={state === 'pending' ? '2 3' : undefined}
            />
          </svg>
          {more.length === 0
            ? first.text
            : t(severalTexts[state], {
                number: String(1 + more.length),
                time: formatSince(
                  new Date(first.sinceSeconds * 1000),
                  new Date(),
                ),
              })}
        </li>
      ))}
    </ul>
  );
}
