import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { InfoCard, Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  modelsOfEntity,
  promiseOfEntity,
  type HealthReport,
  type ModelRef,
} from 'backstage-plugin-ml-monitoring-common';
import { useNow } from '../../hooks/useNow';
import { MlMonitoringQueries } from '../../queries/MlMonitoringQueries';
import { useModelHealth, type ModelPromise } from '../../queries/useModel';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { defaultRefresh, refreshSeconds } from '../../url/refresh';
import { modelKey } from '../../url/modelChoice';
import { AlertLine } from '../alerts/AlertLine';
import { Answer } from '../states/Answer';
import { AnnotationNotice } from '../monitoring/AnnotationNotice';
import { KeyNumbers } from './KeyNumbers';
import { LastChange } from './LastChange';
import { Verdict } from './Verdict';
import { mainFinding } from './mainFinding';

const useStyles = makeStyles(
  theme => ({
    model: {
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(1.5),
      '& + &': {
        marginTop: theme.spacing(2),
        paddingTop: theme.spacing(2),
        borderTop: `1px solid ${theme.palette.divider}`,
      },
    },
  }),
  { name: 'MlMonitoringHealthCard' },
);

/** The verdict on the entity's models, at a glance. */
export function HealthCard() {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const { entity } = useEntity();
  const { refs, problems } = modelsOfEntity(entity);
  const promised = promiseOfEntity(entity);
  return (
    <MlMonitoringQueries>
      <InfoCard
        title={t('card.title')}
        deepLink={{ title: t('card.openMonitoring'), link: 'monitoring' }}
      >
        <AnnotationNotice
          problems={[...problems, ...promised.problems]}
          namesNone={refs.length === 0}
        />
        {refs.map(ref => (
          <ModelHealth
            key={modelKey(ref)}
            model={ref}
            promise={promised.promise}
            named={refs.length > 1}
          />
        ))}
      </InfoCard>
    </MlMonitoringQueries>
  );
}

function ModelHealth(props: {
  model: ModelRef;
  promise: ModelPromise;
  named: boolean;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const health = useModelHealth(
    props.model,
    refreshSeconds[defaultRefresh],
    props.promise,
  );
  const key = modelKey(props.model);
  return (
    <section className={classes.model} aria-label={key}>
      {props.named && (
        <Link to={`monitoring?model=${encodeURIComponent(key)}`}>{key}</Link>
      )}
      <Answer of={health} loading={t('loading.health')} minHeight={120}>
        {report => <Report report={report} />}
      </Answer>
    </section>
  );
}

function Report({ report }: { report: HealthReport }) {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const now = useNow(60_000);
  const finding = mainFinding(report);
  return (
    <>
      <Verdict report={report} now={now} />
      {finding?.remedy && (
        <Typography variant="body2">
          <strong>{t('card.doNow')}: </strong>
          {finding.remedy}
        </Typography>
      )}
      <KeyNumbers
        numbers={report.numbers}
        trend={report.trend}
        slo={report.slo}
      />
      <AlertLine alerts={report.alerts} />
      {report.lastChange && <LastChange change={report.lastChange} now={now} />}
    </>
  );
}
