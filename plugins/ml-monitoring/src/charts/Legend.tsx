import { useId, useState } from 'react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { mlMonitoringTranslationRef } from '../translations/ref';
import type { Crosshair } from './crosshair';
import { MOST_LINES } from './foremost';
import { LegendEntry } from './LegendEntry';
import { LegendSearch } from './LegendSearch';
import type { ChartLine, ChartLines } from './useLines';

const useStyles = makeStyles(
  theme => ({
    list: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0, 1),
      maxHeight: 224,
      overflowY: 'auto',
      margin: 0,
      padding: 2,
      listStyle: 'none',
      contain: 'layout',
    },
    choice: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0, 1),
      color: theme.palette.text.secondary,
    },
    button: { textTransform: 'none' },
  }),
  { name: 'MlMonitoringLegend' },
);

export interface LegendProps {
  /** Of the chart. */
  title: string;
  chart: ChartLines;
  crosshair: Crosshair;
  read(line: ChartLine, index: number | undefined): string;
}

/** Names, values and a switch for each line; of many lines those that are drawn, and a way to the others. */
export function Legend({ title, chart, crosshair, read }: LegendProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const searchId = useId();
  const [searches, setSearches] = useState(false);
  const { lines, foremost } = chart;
  const own = lines.filter(({ restOf }) => restOf === undefined);
  const isMany = own.length > MOST_LINES;
  const drawn = own.filter(({ hidden }) => !hidden).length;
  const listed = lines.filter(({ hidden, restOf }) =>
    restOf === undefined ? !isMany || !hidden : restOf > 0,
  );
  const digits = digitsOf(lines, read);
  const entries = (which: readonly ChartLine[]) => (
    <ul className={classes.list} aria-label={t('legend.title', { title })}>
      {which.map(line => (
        <li key={line.id}>
          <LegendEntry
            line={line}
            crosshair={crosshair}
            read={read}
            digits={digits}
            onToggle={chart.toggle}
          />
        </li>
      ))}
    </ul>
  );
  if (!isMany) {
    return entries(listed);
  }
  const isByItself =
    foremost && own.every(({ id, hidden }) => hidden !== foremost.ids.has(id));
  const more =
    drawn < own.length
      ? t('legend.more', { number: String(own.length - drawn) })
      : t('legend.choose');
  const switchText = searches ? t('legend.close') : more;
  return (
    <>
      {searches ? (
        <div id={searchId}>
          <LegendSearch title={title} chart={chart}>
            {found => entries(found)}
          </LegendSearch>
        </div>
      ) : (
        entries(listed)
      )}
      <div className={classes.choice}>
        <Button
          size="small"
          color="primary"
          className={classes.button}
          aria-expanded={searches}
          aria-controls={searchId}
          onClick={() => setSearches(!searches)}
        >
          {switchText}
        </Button>
        {isByItself && (
          <Typography variant="caption">
            {t(`legend.${foremost.by}`, {
              drawn: String(drawn),
              all: String(own.length),
            })}
          </Typography>
        )}
      </div>
    </>
  );
}

/** As much room as the longest of the latest values takes. */
function digitsOf(lines: readonly ChartLine[], read: LegendProps['read']) {
  return Math.max(0, ...lines.map(line => read(line, undefined).length));
}
