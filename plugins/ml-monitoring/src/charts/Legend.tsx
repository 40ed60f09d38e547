import ButtonBase from '@material-ui/core/ButtonBase';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { mlMonitoringTranslationRef } from '../translations/ref';
import type { LineStyle } from './palette';

const useStyles = makeStyles(
  theme => ({
    list: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0, 1),
      margin: 0,
      padding: 0,
      listStyle: 'none',
    },
    entry: {
      ...theme.typography.body2,
      gap: theme.spacing(0.75),
      padding: theme.spacing(0.25, 0.75),
      borderRadius: theme.shape.borderRadius,
      textAlign: 'left',
      '&:focus-visible': {
        outline: `2px solid ${theme.palette.primary.main}`,
      },
    },
    hidden: {
      color: theme.palette.text.disabled,
      textDecoration: 'line-through',
    },
    value: { fontVariantNumeric: 'tabular-nums', fontWeight: 600 },
    swatch: { flex: 'none' },
  }),
  { name: 'MlMonitoringLegend' },
);

export interface LegendEntry extends LineStyle {
  id: string;
  name: string;
  hidden: boolean;
  /** At the crosshair, or else the latest; `undefined` is a gap. */
  value: string | undefined;
}

/** Names, values and a switch for each line. */
export function Legend(props: {
  entries: LegendEntry[];
  onToggle(id: string): void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  return (
    <ul className={classes.list}>
      {props.entries.map(entry => (
        <li key={entry.id}>
          <ButtonBase
            className={classes.entry}
            onClick={() => props.onToggle(entry.id)}
            aria-pressed={!entry.hidden}
            title={
              entry.hidden
                ? t('charts.showSeries', { name: entry.name })
                : t('charts.hideSeries', { name: entry.name })
            }
          >
            <Swatch style={entry} className={classes.swatch} />
            <span className={entry.hidden ? classes.hidden : undefined}>
              {entry.name}
            </span>
            {!entry.hidden && (
              <span className={classes.value}>
                {entry.value ?? t('charts.gap')}
              </span>
            )}
          </ButtonBase>
        </li>
      ))}
    </ul>
  );
}

function Swatch(props: { style: LineStyle; className: string }) {
  return (
    <svg width={24} height={8} aria-hidden className={props.className}>
      <line
        x1={0}
        y1={4}
        x2={24}
        y2={4}
        stroke={props.style.color}
        strokeWidth={2.5}
        strokeDasharray={props.style.dash.join(' ') || undefined}
      />
    </svg>
  );
}
