import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { LinkButton } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  Finding,
  ModelDetail,
  ModelRef,
} from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { useSelection } from '../../url/useSelection';
import { useTemplateAddress } from '../detail/rolloutTemplates';
import { FindingActions } from './FindingActions';

const useStyles = makeStyles(
  theme => ({
    remedy: { overflowWrap: 'anywhere', marginBottom: theme.spacing(1) },
  }),
  { name: 'MlMonitoringWhatToDo' },
);

export interface WhatToDoProps {
  model: ModelRef;
  finding: Finding;
  /** Of what runs, as far as it is known yet. */
  detail: ModelDetail | undefined;
  /** Too little was measured to tell, so the way from the model to the charts may be broken. */
  isBlind: boolean;
  /** Addresses that a browser may follow. */
  links: { title: string; url: string }[];
}

/** The next step: in words, and as buttons where the portal can take it. */
export function WhatToDo(props: WhatToDoProps) {
  const { model, finding, detail, isBlind, links } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const { reveal } = useSelection();
  const abort = useTemplateAddress('finish', {
    ...(detail?.ref ?? model),
    decision: 'abort',
  });
  const candidate = detail?.changeable ? detail.rollout?.candidate : undefined;
  return (
    <>
      <Typography variant="subtitle1" component="h3" gutterBottom>
        {t('findings.remedy')}
      </Typography>
      <Typography variant="body2" className={classes.remedy}>
        {finding.remedy ?? t('verdict.noRemedy')}
      </Typography>
      <FindingActions finding={finding} links={links}>
        {candidate && abort && (
          <LinkButton
            to={abort}
            size="small"
            variant="contained"
            color="primary"
          >
            {t('rollout.abort', { candidate })}
          </LinkButton>
        )}
        {isBlind && (
          <Button
            size="small"
            variant="outlined"
            onClick={() => reveal({ section: 'diagnosis' })}
          >
            {t('diagnosis.whyNoData')}
          </Button>
        )}
      </FindingActions>
    </>
  );
}
