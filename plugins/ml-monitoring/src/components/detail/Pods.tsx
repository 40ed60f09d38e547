import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ModelDetail } from 'backstage-plugin-ml-monitoring-common';
import { formatInstant } from '../../format/formatTime';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { useSelection } from '../../url/useSelection';
import { DetailTable } from './DetailTable';

const useStyles = makeStyles(
  theme => ({ button: { margin: theme.spacing(0.5, 1, 0.5, 0) } }),
  { name: 'MlMonitoringPods' },
);

type Pod = ModelDetail['pods'][number];
type Container = Pod['containers'][number];

/** Every pod of the model with what is the matter with it, and the way to the last lines of what fails. */
export function Pods({ pods }: { pods: Pod[] }) {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const ended = ({ name, endedReason, endedAt, exitCode }: Container) =>
    endedReason &&
    t('detail.ended', {
      container: name,
      reason: [
        endedReason,
        exitCode !== undefined &&
          t('detail.exitCode', { code: String(exitCode) }),
      ]
        .filter(Boolean)
        .join(', '),
      time: endedAt ? formatInstant(new Date(endedAt)) : '–',
    });
  return (
    <DetailTable
      title={t('detail.pods')}
      empty={t('detail.noPods')}
      columns={[
        t('detail.pod'),
        t('detail.ready'),
        t('detail.reason'),
        t('detail.restarts'),
        t('detail.phase'),
        t('detail.predictor'),
        t('detail.started'),
      ]}
      rows={pods.map(pod => ({
        key: pod.name,
        cells: [
          pod.name,
          pod.ready ? t('detail.yes') : t('detail.no'),
          <>
            {[
              [pod.reason, pod.message].filter(Boolean).join(': '),
              ...pod.containers.map(ended),
            ]
              .filter(Boolean)
              .map(line => (
                <div key={line}>{line}</div>
              ))}
            <LogButtons pod={pod} />
          </>,
          pod.restarts,
          pod.phase,
          pod.predictor,
          pod.startedAt && formatInstant(new Date(pod.startedAt)),
        ],
      }))}
    />
  );
}

/** For what fails; the others are chosen below the table. */
function LogButtons({ pod }: { pod: Pod }) {
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const { reveal } = useSelection();
  return (
    <>
      {failing(pod.containers).map(({ name, state, restarts }) => (
        <Button
          key={name}
          size="small"
          variant="outlined"
          aria-label={t('logs.showOfPod', { container: name, pod: pod.name })}
          className={classes.button}
          onClick={() =>
            reveal({
              section: 'pods',
              log: {
                pod: pod.name,
                container: name,
                previous: state === 'running' && restarts > 0,
              },
            })
          }
        >
          {t('logs.showOf', { container: name })}
        </Button>
      ))}
    </>
  );
}

/**
 * Those that ended, else those that run and are not ready: beside a container that ends, the orchestrator waits for it.
 * One that never began has nothing to say.
 */
function failing(containers: Container[]): Container[] {
  const unready = containers.filter(({ ready }) => !ready);
  const ended = unready.filter(
    ({ restarts, exitCode = 0 }) => restarts > 0 || exitCode !== 0,
  );
  return ended.length > 0
    ? ended
    : unready.filter(({ state }) => state === 'running');
}
