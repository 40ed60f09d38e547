import { useId, type ReactNode } from 'react';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { wholeWords } from '../styles';

const useStyles = makeStyles(
  theme => ({
    scroll: { overflowX: 'auto', marginBottom: theme.spacing(2) },
    cell: wholeWords,
  }),
  { name: 'MlMonitoringDetailTable' },
);

export interface DetailTableProps {
  title: string;
  /** Said in place of an empty table. */
  empty: string;
  columns: string[];
  rows: { key: string; cells: ReactNode[] }[];
}

export function DetailTable({ title, empty, columns, rows }: DetailTableProps) {
  const classes = useStyles();
  const headingId = useId();
  return (
    <>
      <Typography id={headingId} variant="h6" component="h3">
        {title}
      </Typography>
      {rows.length === 0 ? (
        <Typography variant="body2" color="textSecondary" paragraph>
          {empty}
        </Typography>
      ) : (
        <div
          className={classes.scroll}
          role="group"
          aria-labelledby={headingId}
          // A reader without a mouse must be able to scroll it.
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
        >
          <Table size="small" aria-labelledby={headingId}>
            <TableHead>
              <TableRow>
                {columns.map(column => (
                  <TableCell key={column} className={classes.cell}>
                    {column}
                  </TableCell>
                ))}
              </TableRow>
            </TableHead>
            <TableBody>
              {rows.map(({ key, cells }) => (
                <TableRow key={key}>
                  {cells.map((cell, index) => (
                    <TableCell key={columns[index]} className={classes.cell}>
                      {cell}
                    </TableCell>
                  ))}
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </div>
      )}
    </>
  );
}
