import { useMemo } from 'react';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Panel, Unit } from 'backstage-plugin-ml-monitoring-common';
import { formatInstant } from '../format/formatTime';
import { formatValue } from '../format/formatValue';
import { mlMonitoringTranslationRef } from '../translations/ref';
import { useMarks } from './MarksContext';
import { summarise, type ChartData } from './toChartData';

const useStyles = makeStyles(
  theme => ({
    scroll: {
      maxHeight: 320,
      overflow: 'auto',
      '&:focus-visible': {
        outline: `2px solid ${theme.palette.primary.main}`,
      },
    },
    cell: { whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' },
    summary: { '& th, & td': { fontWeight: 600 } },
    head: { backgroundColor: theme.palette.background.paper },
  }),
  { name: 'MlMonitoringChartTable' },
);

export interface ChartTableProps {
  title: string;
  unit: Unit;
  series: Panel['series'];
  data: ChartData;
}

/** Everything the chart draws, in numbers: a summary first, then every instant, the newest on top. */
export function ChartTable({ title, unit, series, data }: ChartTableProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const { times, columns } = data;
  const { changes } = useMarks();
  const summaries = useMemo(
    () => columns.map(column => summarise(times, column)),
    [times, columns],
  );
  const rows = [
    ['latest', t('table.latest'), summaries.map(s => s?.latest.value)],
    ['minimum', t('table.minimum'), summaries.map(s => s?.min)],
    ['maximum', t('table.maximum'), summaries.map(s => s?.max)],
    ['mean', t('table.mean'), summaries.map(s => s?.mean)],
  ] as const;
  const instant = (seconds: number) => formatInstant(new Date(seconds * 1000));
  const caption = t('table.caption', {
    title,
    from: instant(times[0]),
    to: instant(times[times.length - 1]),
  });
  return (
    <div
      className={classes.scroll}
      role="region"
      aria-label={caption}
      // Focusable, so that the keyboard can scroll it.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <Table size="small" stickyHeader aria-label={caption}>
        <TableHead>
          <TableRow>
            <TableCell className={classes.head}>{t('table.time')}</TableCell>
            {series.map(({ id, name }) => (
              <TableCell key={id} align="right" className={classes.head}>
                {name}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map(([key, label, values]) => (
            <TableRow key={key} className={classes.summary}>
              <TableCell component="th" scope="row" className={classes.cell}>
                {label}
              </TableCell>
              {values.map((value, index) => (
                <ValueCell key={series[index].id} value={value} unit={unit} />
              ))}
            </TableRow>
          ))}
          {times.map((_, back) => {
            const index = times.length - 1 - back;
            const at = new Date(times[index] * 1000);
            const since = changes.filter(
              ({ atSeconds }) =>
                atSeconds > times[index] &&
                atSeconds <= (times[index + 1] ?? times[index]),
            );
            return [
              ...since.map(({ text }) => (
                <TableRow key={`${times[index]} ${text}`}>
                  <TableCell colSpan={series.length + 1}>{text}</TableCell>
                </TableRow>
              )),
              <TableRow key={times[index]}>
                <TableCell component="th" scope="row" className={classes.cell}>
                  <time dateTime={at.toISOString()}>
                    {instant(times[index])}
                  </time>
                </TableCell>
                {columns.map((column, which) => (
                  <ValueCell
                    key={series[which].id}
                    value={column[index] ?? undefined}
                    unit={unit}
                  />
                ))}
              </TableRow>,
            ];
          })}
        </TableBody>
      </Table>
    </div>
  );
}

function ValueCell(props: { value: number | undefined; unit: Unit }) {
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  return (
    <TableCell align="right" className={classes.cell}>
      {props.value === undefined ? (
        t('table.gap')
      ) : (
        <data value={props.value}>{formatValue(props.value, props.unit)}</data>
      )}
    </TableCell>
  );
}
