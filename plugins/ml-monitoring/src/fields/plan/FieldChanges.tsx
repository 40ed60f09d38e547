import Button from '@material-ui/core/Button';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import { makeStyles } from '@material-ui/core/styles';
import { useState } from 'react';
import type { FieldChange } from 'backstage-plugin-ml-monitoring-common';
import { useTexts } from '../texts';
import { valueTexts } from './valueTexts';

/** A new dashboard alone may change thousands. */
const FIRST_CHANGES = 8;

const useStyles = makeStyles(
  {
    table: { tableLayout: 'fixed' },
    cell: {
      fontFamily: 'monospace',
      overflowWrap: 'anywhere',
      verticalAlign: 'top',
    },
  },
  { name: 'MlMonitoringFieldChanges' },
);

/** The fields of an object that would change: what they are now, and what they would be. */
export function FieldChanges(props: { title: string; changes: FieldChange[] }) {
  const t = useTexts();
  const classes = useStyles();
  const [showsAll, setShowsAll] = useState(false);
  const shown = showsAll
    ? props.changes
    : props.changes.slice(0, FIRST_CHANGES);
  const more = props.changes.length - shown.length;
  return (
    <>
      <Table
        size="small"
        className={classes.table}
        aria-label={t('form.plan.changes', { object: props.title })}
      >
        <TableHead>
          <TableRow>
            <TableCell>{t('form.plan.field')}</TableCell>
            <TableCell>{t('form.plan.before')}</TableCell>
            <TableCell>{t('form.plan.after')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {shown.map(({ path, before, after }) => (
            <TableRow key={path}>
              <TableCell component="th" scope="row" className={classes.cell}>
                {path}
              </TableCell>
              {valueTexts(before, after).map((text, column) => (
                <TableCell
                  key={column ? 'after' : 'before'}
                  className={classes.cell}
                >
                  {text ?? t('form.plan.absent')}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {more > 0 && (
        <Button size="small" onClick={() => setShowsAll(true)}>
          {t('form.plan.moreChanges', { number: String(more) })}
        </Button>
      )}
    </>
  );
}
