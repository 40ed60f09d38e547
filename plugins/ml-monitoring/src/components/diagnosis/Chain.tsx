import { useId } from 'react';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Diagnosis } from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { CheckItem } from '../readiness/CheckItem';

const useStyles = makeStyles(
  theme => ({
    chain: { padding: theme.spacing(2) },
    list: { listStyle: 'none', margin: 0, padding: 0 },
  }),
  { name: 'MlMonitoringChain' },
);

/** Every link on the way, in its order. The one that broke stands out with what mends it. */
export function Chain({
  links,
  brokenAt,
}: Pick<Diagnosis, 'links' | 'brokenAt'>) {
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const id = useId();
  return (
    <Paper className={classes.chain}>
      <Typography id={id} variant="h6" component="h2">
        {t('diagnosis.title')}
      </Typography>
      <Typography variant="body2" color="textSecondary" gutterBottom>
        {t('diagnosis.about')}
      </Typography>
      <ol className={classes.list} aria-labelledby={id}>
        {links.map((link, index) => (
          <CheckItem
            key={link.id}
            check={{ ...link, title: `${index + 1}. ${link.title}` }}
            mark={link.id === brokenAt ? t('diagnosis.breaksHere') : undefined}
          />
        ))}
      </ol>
    </Paper>
  );
}
