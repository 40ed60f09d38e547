import type { ReactNode } from 'react';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import { wholeWords } from '../styles';

const useStyles = makeStyles(
  theme => ({
    scroll: {
      overflowX: 'auto',
      marginTop: theme.spacing(1),
      '&:focus-visible': {
        outline: `2px solid ${theme.palette.primary.main}`,
      },
    },
    cell: {
      ...wholeWords,
      padding: theme.spacing(0.75, 1),
      verticalAlign: 'top',
      fontVariantNumeric: 'tabular-nums',
      minWidth: 84,
    },
  }),
  { name: 'MlMonitoringPredictorTable' },
);

export interface PredictorTableProps {
  labelledBy: string;
  /** What the heads of the others are about. */
  corner: string;
  facts: { key: string; head: string }[];
  predictors: { name: string; head: ReactNode }[];
  cell(predictor: string, fact: string): ReactNode;
}

/** A row for each predictor; where there is little room, a column. */
export function PredictorTable(props: PredictorTableProps) {
  const { facts, predictors, cell } = props;
  const classes = useStyles();
  const isNarrow = useMediaQuery<Theme>(theme => theme.breakpoints.down('sm'));
  const ofPredictors = predictors.map(({ name, head }) => ({
    key: name,
    head,
  }));
  const [rows, columns] = isNarrow
    ? [facts, ofPredictors]
    : [ofPredictors, facts];
  return (
    <div
      className={classes.scroll}
      role="group"
      aria-labelledby={props.labelledBy}
      // A reader without a mouse must be able to scroll it.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <Table size="small" aria-labelledby={props.labelledBy}>
        <TableHead>
          <TableRow>
            <TableCell className={classes.cell}>{props.corner}</TableCell>
            {columns.map(({ key, head }) => (
              <TableCell key={key} className={classes.cell}>
                {head}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map(row => (
            <TableRow key={row.key}>
              <TableCell component="th" scope="row" className={classes.cell}>
                {row.head}
              </TableCell>
              {columns.map(({ key }) => (
                <TableCell key={key} className={classes.cell}>
                  {isNarrow ? cell(key, row.key) : cell(row.key, key)}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
