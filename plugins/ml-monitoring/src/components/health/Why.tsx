import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Finding } from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { FindingEvidence } from './FindingEvidence';
import { useFindingNotes } from './useFindingNotes';

const SHOWN_EVIDENCE = 1;

const useStyles = makeStyles(
  theme => ({
    title: { overflowWrap: 'anywhere', fontWeight: 600 },
    detail: { overflowWrap: 'anywhere', marginTop: theme.spacing(0.5) },
    evidence: { marginTop: theme.spacing(1) },
  }),
  { name: 'MlMonitoringWhy' },
);

/** The finding behind the verdict, with its proof. */
export function Why({ finding, now }: { finding: Finding; now: Date }) {
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const notes = useFindingNotes()(finding, now);
  return (
    <>
      <Typography variant="subtitle1" component="h3" gutterBottom>
        {t('verdict.why')}
      </Typography>
      <Typography className={classes.title}>{finding.title}</Typography>
      <Typography variant="body2" color="textSecondary">
        {notes}
      </Typography>
      {finding.detail && (
        <Typography variant="body2" className={classes.detail}>
          {finding.detail}
        </Typography>
      )}
      <div className={classes.evidence}>
        <FindingEvidence evidence={finding.evidence} shown={SHOWN_EVIDENCE} />
      </div>
    </>
  );
}
