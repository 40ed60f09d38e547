import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Finding } from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { useSelection } from '../../url/useSelection';
import { CopyLink } from '../CopyLink';
import { safeUrl } from '../safeUrl';
import { findingKey } from './findingKey';

const useStyles = makeStyles(
  theme => ({
    actions: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0.5, 1),
      ...theme.typography.body2,
    },
  }),
  { name: 'MlMonitoringFindingActions' },
);

/** Where a finding leads: to the last lines of a container, to what is written about it, and into another's hands. */
export function FindingActions({ finding }: { finding: Finding }) {
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const { reveal } = useSelection();
  const { container } = finding;
  const link = safeUrl(finding.link);
  return (
    <div className={classes.actions}>
      {container && (
        <Button
          size="small"
          variant="outlined"
          onClick={() => reveal({ section: 'pods', log: container })}
        >
          {t('logs.showOf', { container: container.container })}
        </Button>
      )}
      {link && <Link to={link}>{t('findings.more')}</Link>}
      <CopyLink
        selection={{ finding: findingKey(finding) }}
        label={t('permalink.copyFinding')}
      />
    </div>
  );
}
