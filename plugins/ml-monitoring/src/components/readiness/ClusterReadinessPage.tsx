import { useParams } from 'react-router-dom';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Content, Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ClusterReadiness } from 'backstage-plugin-ml-monitoring-common';
import { failureOf } from '../../queries/failure';
import { MlMonitoringQueries } from '../../queries/MlMonitoringQueries';
import { useClusterReadiness } from '../../queries/useClusterReadiness';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { Answer } from '../states/Answer';
import { Notice } from '../states/Notice';
import { SourcesNotice } from '../states/SourcesNotice';
import { CheckItem } from './CheckItem';
import { ChecksVerdict } from './ChecksVerdict';

const useStyles = makeStyles(
  theme => ({
    checks: { padding: theme.spacing(1, 2) },
    list: { listStyle: 'none', margin: 0, padding: 0 },
  }),
  { name: 'MlMonitoringReadiness' },
);

/** Whether a cluster is ready for models that are monitored, before the first one is there. */
export function ClusterReadinessPage() {
  const { cluster = '' } = useParams();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  return (
    <MlMonitoringQueries>
      <Content>
        <Typography variant="body2" paragraph>
          <Link to="..">{t('fleet.back')}</Link>
        </Typography>
        <Typography variant="h5" component="h1" paragraph>
          {t('readiness.title', { cluster })}
        </Typography>
        <Readiness cluster={cluster} />
      </Content>
    </MlMonitoringQueries>
  );
}

function Readiness({ cluster }: { cluster: string }) {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const readiness = useClusterReadiness(cluster);
  const failure = readiness.error ? failureOf(readiness.error) : undefined;
  if (failure?.kind === 'forbidden' || failure?.kind === 'not-found') {
    return (
      <Notice
        kind="locked"
        title={t(
          failure.kind === 'forbidden'
            ? 'readiness.forbidden'
            : 'readiness.noCluster',
        )}
      >
        {failure.message}
      </Notice>
    );
  }
  return (
    <Answer of={readiness} loading={t('readiness.loading')} minHeight={240}>
      {data => (
        <Verdict
          readiness={data}
          isLooking={readiness.isFetching}
          onLookAgain={() => readiness.refetch()}
        />
      )}
    </Answer>
  );
}

const outcomes = {
  ok: 'readiness.ready',
  broken: 'readiness.notReady',
  unknown: 'readiness.undecided',
} as const;

function outcomeOf(ready: boolean | undefined): keyof typeof outcomes {
  if (ready === undefined) {
    return 'unknown';
  }
  return ready ? 'ok' : 'broken';
}

interface VerdictProps {
  readiness: ClusterReadiness;
  isLooking: boolean;
  onLookAgain(): void;
}

function Verdict({ readiness, isLooking, onLookAgain }: VerdictProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const { ready, summary, checks, sources } = readiness;
  const outcome = outcomeOf(ready);
  return (
    <>
      <SourcesNotice sources={sources} />
      <ChecksVerdict
        status={outcome}
        label={t(outcomes[outcome])}
        summary={summary}
        again={{
          label: t('readiness.lookAgain'),
          isBusy: isLooking,
          onClick: onLookAgain,
        }}
      />
      <Paper className={classes.checks}>
        <Typography variant="h6" component="h2">
          {t('readiness.checks')}
        </Typography>
        <ul className={classes.list}>
          {checks.map(check => (
            <CheckItem key={check.id} check={check} />
          ))}
        </ul>
      </Paper>
    </>
  );
}
