import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Diagnosis } from 'backstage-plugin-ml-monitoring-common';
import { formatInstant } from '../../format/formatTime';
import { useModelDiagnosis } from '../../queries/useModelDiagnosis';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import type { SectionProps } from '../monitoring/sections';
import { CheckBadge } from '../readiness/CheckBadge';
import { Answer } from '../states/Answer';
import { SourcesNotice } from '../states/SourcesNotice';
import { Chain } from './Chain';

const useStyles = makeStyles(
  theme => ({
    verdict: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1, 2),
      padding: theme.spacing(2),
      marginBottom: theme.spacing(2),
    },
    summary: { flex: '1 1 320px', minWidth: 0, overflowWrap: 'anywhere' },
  }),
  { name: 'MlMonitoringDiagnosis' },
);

/** Why there is data of a model, or why there is none. */
export function DiagnosisSection({ model }: SectionProps) {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const diagnosis = useModelDiagnosis(model);
  return (
    <Answer of={diagnosis} loading={t('diagnosis.loading')} minHeight={320}>
      {data => (
        <Walked
          diagnosis={data}
          isWalking={diagnosis.isFetching}
          onWalkAgain={() => diagnosis.refetch()}
        />
      )}
    </Answer>
  );
}

const outcomes = {
  ok: 'diagnosis.whole',
  broken: 'diagnosis.broken',
  unknown: 'diagnosis.undecided',
} as const;

function outcomeOf({ brokenAt, links }: Diagnosis): keyof typeof outcomes {
  if (brokenAt) {
    return 'broken';
  }
  return links.some(({ status }) => status === 'unknown') ? 'unknown' : 'ok';
}

interface WalkedProps {
  diagnosis: Diagnosis;
  isWalking: boolean;
  onWalkAgain(): void;
}

function Walked({ diagnosis, isWalking, onWalkAgain }: WalkedProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const outcome = outcomeOf(diagnosis);
  return (
    <section aria-label={t('sections.diagnosis')}>
      <SourcesNotice sources={diagnosis.sources} />
      <Paper className={classes.verdict}>
        <CheckBadge
          status={outcome}
          label={t(outcomes[outcome])}
          size="large"
        />
        <Typography className={classes.summary} aria-live="polite">
          {diagnosis.summary}
        </Typography>
        <Typography variant="caption" color="textSecondary">
          {t('diagnosis.asOf', {
            time: formatInstant(new Date(diagnosis.evaluatedAt)),
          })}
        </Typography>
        <Button
          variant="outlined"
          size="small"
          disabled={isWalking}
          onClick={onWalkAgain}
        >
          {t('diagnosis.walkAgain')}
        </Button>
      </Paper>
      <Chain links={diagnosis.links} brokenAt={diagnosis.brokenAt} />
    </section>
  );
}
