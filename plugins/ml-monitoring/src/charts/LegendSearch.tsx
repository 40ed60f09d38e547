import { useState, type ReactNode } from 'react';
import Button from '@material-ui/core/Button';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { mlMonitoringTranslationRef } from '../translations/ref';
import type { ChartLine, ChartLines } from './useLines';

const useStyles = makeStyles(
  theme => ({
    controls: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0.5, 1),
      padding: theme.spacing(0.5, 0),
    },
    search: { flex: '1 1 140px' },
    button: { textTransform: 'none' },
  }),
  { name: 'MlMonitoringLegendSearch' },
);

export interface LegendSearchProps {
  title: string;
  chart: ChartLines;
  children(found: ChartLine[]): ReactNode;
}

/** All lines of a chart with many, drawn or not, and those of them that a text is found in. */
export function LegendSearch({ title, chart, children }: LegendSearchProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const [text, setText] = useState('');
  const own = chart.lines.filter(({ restOf }) => restOf === undefined);
  const found = linesNamed(own, text);
  return (
    <>
      <div className={classes.controls}>
        <TextField
          type="search"
          size="small"
          variant="outlined"
          className={classes.search}
          value={text}
          onChange={event => setText(event.target.value)}
          placeholder={t('legend.search')}
          inputProps={{ 'aria-label': t('legend.searchIn', { title }) }}
        />
        <Button
          size="small"
          className={classes.button}
          onClick={chart.showEvery}
          disabled={own.every(({ hidden }) => !hidden)}
        >
          {t('legend.all', { number: String(own.length) })}
        </Button>
        {chart.foremost && (
          <Button
            size="small"
            className={classes.button}
            onClick={chart.showByItself}
          >
            {t(`legend.only.${chart.foremost.by}`, {
              number: String(chart.foremost.ids.size),
            })}
          </Button>
        )}
      </div>
      {found.length > 0 ? (
        children(found)
      ) : (
        <Typography variant="body2" color="textSecondary">
          {t('legend.none', { text })}
        </Typography>
      )}
    </>
  );
}

/** Those whose names have every word of the text. */
export function linesNamed(
  lines: readonly ChartLine[],
  text: string,
): ChartLine[] {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return lines.filter(({ name }) =>
    words.every(word => name.toLocaleLowerCase().includes(word)),
  );
}
