import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Check } from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { CopyBlock } from './CopyBlock';

const useStyles = makeStyles(
  theme => ({
    fix: {
      marginTop: theme.spacing(1),
      padding: theme.spacing(1, 1.5),
      borderLeft: `4px solid ${theme.palette.primary.main}`,
      backgroundColor: theme.palette.action.hover,
    },
  }),
  { name: 'MlMonitoringCheckFix' },
);

/** What would mend a check, in words and to copy. */
export function CheckFix({ fix }: { fix: NonNullable<Check['fix']> }) {
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  return (
    <div className={classes.fix}>
      <Typography component="div" variant="body2">
        <strong>{t('readiness.whatToDo')}: </strong>
        {fix.summary}
      </Typography>
      {fix.command && (
        <CopyBlock text={fix.command} copyLabel={t('readiness.copyCommand')} />
      )}
      {fix.manifest && (
        <CopyBlock
          text={fix.manifest}
          copyLabel={t('readiness.copyManifest')}
        />
      )}
    </div>
  );
}
