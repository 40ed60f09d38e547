import { useMemo, useState } from 'react';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Panel, Series } from 'backstage-plugin-ml-monitoring-common';
import { formatInstant, hasClockChange } from '../format/formatTime';
import { formatValue } from '../format/formatValue';
import { mlMonitoringTranslationRef } from '../translations/ref';
import { useMarks } from './MarksContext';
import { summarise, type ChartData } from './toChartData';

/** More rows at once and the page stands still while they are made. */
const ROWS_AT_ONCE = 250;

const useStyles = makeStyles(
  theme => ({
    scroll: {
      overflow: 'auto',
      '&:focus-visible': {
        outline: `2px solid ${theme.palette.primary.main}`,
      },
    },
    // Thousands of plain cells: each of the library's would be a component.
    table: {
      ...theme.typography.body2,
      width: '100%',
      borderCollapse: 'separate',
      borderSpacing: 0,
      fontVariantNumeric: 'tabular-nums',
      '& th, & td': {
        padding: theme.spacing(0.75, 2),
        borderBottom: `1px solid ${theme.palette.divider}`,
        fontWeight: 'inherit',
        textAlign: 'right',
        whiteSpace: 'nowrap',
      },
      '& th:first-child, & td[colspan]': { textAlign: 'left' },
      '& thead th': {
        position: 'sticky',
        top: 0,
        fontWeight: 600,
        backgroundColor: theme.palette.background.paper,
      },
    },
    summary: { fontWeight: 600 },
  }),
  { name: 'MlMonitoringChartTable' },
);

export interface ChartTableProps {
  panel: Panel;
  /** The columns of `data`. */
  series: readonly Pick<Series, 'id' | 'name'>[];
  data: ChartData;
  height: number;
}

/** Everything the chart draws, in numbers: a summary first, then every instant, the newest on top. */
export function ChartTable({ panel, series, data, height }: ChartTableProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const { times, columns } = data;
  const { unit, ceiling } = panel;
  const [shown, setShown] = useState(ROWS_AT_ONCE);
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
  const [first = 0, last = 0] = [times[0], times[times.length - 1]];
  const zone = hasClockChange(first, last);
  const instant = (seconds: number) =>
    formatInstant(new Date(seconds * 1000), { zone });
  const caption = t('table.caption', {
    title: panel.title,
    from: instant(first),
    to: instant(last),
  });
  const cells = (values: readonly (number | null | undefined)[]) =>
    values.map((value, index) => (
      <td key={series[index].id}>
        {typeof value === 'number' ? (
          <data value={value}>{formatValue(value, unit, { ceiling })}</data>
        ) : (
          t('table.gap')
        )}
      </td>
    ));
  return (
    <div
      className={classes.scroll}
      style={{ maxHeight: height }}
      role="region"
      aria-label={caption}
      // Focusable, so that the keyboard can scroll it.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <table className={classes.table} aria-label={caption}>
        <thead>
          <tr>
            <th scope="col">{t('table.time')}</th>
            {series.map(({ id, name }) => (
              <th key={id} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([key, label, values]) => (
            <tr key={key} className={classes.summary}>
              <th scope="row">{label}</th>
              {cells(values)}
            </tr>
          ))}
          {times.slice(-shown).map((_, back) => {
            const index = times.length - 1 - back;
            return [
              <ChangeRows
                key={`${times[index]} changes`}
                after={times[index]}
                until={times[index + 1]}
                columns={series.length + 1}
              />,
              <tr key={times[index]}>
                <th scope="row">
                  <time dateTime={new Date(times[index] * 1000).toISOString()}>
                    {instant(times[index])}
                  </time>
                </th>
                {cells(columns.map(column => column[index]))}
              </tr>,
            ];
          })}
        </tbody>
      </table>
      {shown < times.length && (
        <Button size="small" onClick={() => setShown(Infinity)}>
          {t('table.older', { number: String(times.length - shown) })}
        </Button>
      )}
    </div>
  );
}

/** What was changed between an instant and the next. */
function ChangeRows(props: {
  after: number;
  until: number | undefined;
  columns: number;
}) {
  const { after, until = after } = props;
  const since = useMarks().changes.filter(
    ({ atSeconds }) => atSeconds > after && atSeconds <= until,
  );
  return (
    <>
      {since.map(({ text }) => (
        <tr key={text}>
          <td colSpan={props.columns}>{text}</td>
        </tr>
      ))}
    </>
  );
}
