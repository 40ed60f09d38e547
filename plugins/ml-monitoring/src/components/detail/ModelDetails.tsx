import Card from '@material-ui/core/Card';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { CopyTextButton } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  KeyNumbers,
  ModelDetail,
  Rollout,
} from 'backstage-plugin-ml-monitoring-common';
import { formatValue } from '../../format/formatValue';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { DetailTable } from './DetailTable';
import { VersionRollout } from './VersionRollout';

const useStyles = makeStyles(
  theme => ({
    card: { padding: theme.spacing(2) },
    address: { display: 'flex', alignItems: 'center' },
  }),
  { name: 'MlMonitoringDetails' },
);

const phaseTexts = {
  pending: 'detail.phasePending',
  progressing: 'detail.phaseProgressing',
  complete: 'detail.phaseComplete',
  stuck: 'detail.phaseStuck',
} as const satisfies Record<Rollout['phase'], string>;

export interface ModelDetailsProps {
  detail: ModelDetail;
  /** What each predictor answered of all predictions, by its name. */
  shares?: KeyNumbers['shares'];
}

/** What runs of the model: rollouts, and where it can be called. */
export function ModelDetails({ detail, shares }: ModelDetailsProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  return (
    <section aria-label={t('detail.title')}>
      <Typography variant="h5" component="h2" gutterBottom>
        {t('detail.title')}
      </Typography>
      <Card className={classes.card}>
        <VersionRollout detail={detail} />
        <Rollouts detail={detail} shares={shares} />
        <Endpoints detail={detail} />
      </Card>
    </section>
  );
}

function Rollouts({ detail, shares }: ModelDetailsProps) {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const configured = ({
    shadow,
    traffic,
    routedPercent,
  }: ModelDetail['predictors'][number]) => {
    if (shadow) {
      return t('detail.shadow');
    }
    if (routedPercent !== undefined) {
      return t('rollout.set', { percent: `${routedPercent} %` });
    }
    return traffic === undefined
      ? t('detail.notSet')
      : t('rollout.inSpec', { percent: `${traffic} %` });
  };
  const observed = (share: number | undefined) =>
    share === undefined
      ? t('rollout.notObserved')
      : t('rollout.observed', {
          percent: formatValue(Math.round(share * 1000) / 1000, 'ratio'),
        });
  const trafficOf = (predictor: ModelDetail['predictors'][number]) =>
    detail.predictors.length === 1
      ? t('detail.allTraffic')
      : `${configured(predictor)}, ${observed(shares?.[predictor.name])}`;
  return (
    <DetailTable
      title={t('detail.rollouts')}
      empty={t('detail.noRollouts')}
      columns={[
        t('detail.predictor'),
        t('detail.traffic'),
        t('detail.deployment'),
        t('detail.ready'),
        t('detail.updated'),
        t('detail.available'),
        t('detail.state'),
      ]}
      rows={detail.predictors.flatMap(predictor =>
        predictor.rollouts.map(rollout => ({
          key: rollout.deployment,
          cells: [
            predictor.name,
            trafficOf(predictor),
            rollout.deployment,
            `${rollout.ready} / ${rollout.desired}`,
            rollout.updated,
            rollout.available,
            [t(phaseTexts[rollout.phase]), rollout.message]
              .filter(Boolean)
              .join(': '),
          ],
        })),
      )}
    />
  );
}

function Endpoints({ detail }: { detail: ModelDetail }) {
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const admitted = (endpoint: ModelDetail['endpoints'][number]) => {
    if (endpoint.kind === 'Service') {
      return t('detail.notNeeded');
    }
    if (endpoint.admitted === undefined) {
      return t('detail.notSaid');
    }
    return endpoint.admitted ? t('detail.yes') : t('detail.no');
  };
  return (
    <DetailTable
      title={t('detail.endpoints')}
      empty={t('detail.noEndpoints')}
      columns={[
        t('detail.kind'),
        t('detail.name'),
        t('detail.predictor'),
        t('detail.address'),
        t('detail.admitted'),
      ]}
      rows={detail.endpoints.map(endpoint => ({
        key: `${endpoint.kind} ${endpoint.name}`,
        cells: [
          endpoint.kind,
          endpoint.name,
          endpoint.predictor,
          endpoint.url ? (
            <span className={classes.address}>
              {endpoint.url}
              <CopyTextButton
                variant="tertiary"
                text={endpoint.url}
                aria-label={t('detail.copyAddress')}
              />
            </span>
          ) : (
            t('detail.noAddress')
          ),
          [
            admitted(endpoint),
            [endpoint.reason, endpoint.message].filter(Boolean).join(': '),
          ]
            .filter(Boolean)
            .join(', '),
        ],
      }))}
    />
  );
}
