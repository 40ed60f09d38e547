import type { ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { mlMonitoringTranslationRef } from '../../translations/ref';

const useStyles = makeStyles(
  theme => ({
    tile: { minWidth: 88, maxWidth: 360 },
    name: { ...theme.typography.caption, color: theme.palette.text.secondary },
    value: {
      ...theme.typography.h6,
      margin: 0,
      fontVariantNumeric: 'tabular-nums',
    },
    notMeasured: {
      ...theme.typography.body1,
      margin: 0,
      fontStyle: 'italic',
      color: theme.palette.text.secondary,
    },
    below: {
      ...theme.typography.caption,
      margin: 0,
      color: theme.palette.text.secondary,
    },
  }),
  { name: 'MlMonitoringTile' },
);

export interface TileProps {
  name: string;
  /** Nothing: it was not measured. */
  children: ReactNode;
  chart?: ReactNode;
  notes?: readonly string[];
}

/** One number of a list, with how it went below. */
export function Tile({ name, children, chart, notes = [] }: TileProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  return (
    <div className={classes.tile}>
      <dt className={classes.name}>{name}</dt>
      {children ? (
        <dd className={classes.value}>{children}</dd>
      ) : (
        <dd className={classes.notMeasured}>{t('numbers.notMeasured')}</dd>
      )}
      {chart && <dd className={classes.below}>{chart}</dd>}
      {notes.map(note => (
        <dd key={note} className={classes.below}>
          {note}
        </dd>
      ))}
    </div>
  );
}
