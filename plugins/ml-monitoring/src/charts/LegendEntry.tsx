import { useCallback } from 'react';
import ButtonBase from '@material-ui/core/ButtonBase';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { mlMonitoringTranslationRef } from '../translations/ref';
import type { Crosshair } from './crosshair';
import type { LineStyle } from './palette';
import { Reading } from './Reading';
import type { ChartLine } from './useLines';

const useStyles = makeStyles(
  theme => ({
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
    name: { overflowWrap: 'anywhere' },
    hidden: {
      color: theme.palette.text.secondary,
      '& $swatch': { opacity: 0.25 },
      '& $value': { fontWeight: 400 },
    },
    value: {
      fontVariantNumeric: 'tabular-nums',
      fontWeight: 600,
      whiteSpace: 'nowrap',
      textAlign: 'left',
      height: '1.43em',
      // A value that changes leaves everything around it where it is.
      contain: 'size layout style',
    },
    swatch: { flex: 'none' },
  }),
  { name: 'MlMonitoringLegendEntry' },
);

export interface LegendEntryProps {
  line: ChartLine;
  crosshair: Crosshair;
  read(line: ChartLine, index: number | undefined): string;
  /** Room for the value, in digits: what stands beside it stays where it is. */
  digits: number;
  onToggle(line: ChartLine): void;
}

/** Name and value of a line, and a switch for it. */
export function LegendEntry(props: LegendEntryProps) {
  const { line, read } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const value = useCallback(
    (index: number | undefined) => read(line, index),
    [read, line],
  );
  return (
    <ButtonBase
      className={
        line.hidden ? `${classes.entry} ${classes.hidden}` : classes.entry
      }
      onClick={() => props.onToggle(line)}
      aria-pressed={!line.hidden}
      title={t(line.hidden ? 'charts.showSeries' : 'charts.hideSeries', {
        name: line.name,
      })}
    >
      <Swatch style={line} className={classes.swatch} />
      <span className={classes.name}>{line.name}</span>
      <Reading
        crosshair={props.crosshair}
        read={value}
        className={classes.value}
        style={{ width: `${props.digits}ch` }}
      />
    </ButtonBase>
  );
}

function Swatch(props: { style: LineStyle; className: string }) {
  const { color, dash, width } = props.style;
  return (
    <svg width={24} height={8} aria-hidden className={props.className}>
      <line
        x1={0}
        y1={4}
        x2={24}
        y2={4}
        stroke={color}
        strokeWidth={width + 1}
        strokeDasharray={dash.join(' ') || undefined}
      />
    </svg>
  );
}
