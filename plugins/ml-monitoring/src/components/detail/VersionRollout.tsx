import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { LinkButton } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ModelDetail } from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { useTemplateAddress } from './rolloutTemplates';

const useStyles = makeStyles(
  theme => ({
    buttons: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(1),
      marginBottom: theme.spacing(2),
    },
  }),
  { name: 'MlMonitoringVersionRollout' },
);

const phaseTexts = {
  starting: 'rollout.starting',
  serving: 'rollout.serving',
  finishing: 'rollout.finishing',
} as const;

/** How far a new version is, and what can be done about it by those who may. */
export function VersionRollout({ detail }: { detail: ModelDetail }) {
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const { ref, rollout, changeable } = detail;
  const start = useTemplateAddress('start', ref);
  const promote = useTemplateAddress('finish', { ...ref, decision: 'promote' });
  const abort = useTemplateAddress('finish', { ...ref, decision: 'abort' });
  const buttons = rollout
    ? [
        {
          to: promote,
          text: t('rollout.promote', { candidate: rollout.candidate }),
        },
        {
          to: abort,
          text: t('rollout.abort', { candidate: rollout.candidate }),
        },
      ]
    : [{ to: start, text: t('rollout.start') }];
  const shown = changeable ? buttons.filter(({ to }) => to) : [];
  return (
    <>
      {rollout && (
        <>
          <Typography variant="h6" component="h3">
            {t('rollout.title')}
          </Typography>
          <Typography variant="body2" paragraph>
            {t(phaseTexts[rollout.phase], {
              candidate: rollout.candidate,
              stable: rollout.stable,
              percent: `${rollout.trafficPercent} %`,
            })}
          </Typography>
        </>
      )}
      {shown.length > 0 && (
        <div className={classes.buttons}>
          {shown.map(({ to = '', text }) => (
            <LinkButton key={text} to={to} size="small" variant="outlined">
              {text}
            </LinkButton>
          ))}
        </div>
      )}
    </>
  );
}
