import type { PropsWithChildren } from 'react';
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
    row: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0.5, 1.5),
      ...theme.typography.body2,
    },
  }),
  { name: 'MlMonitoringFindingActions' },
);

/** Where a finding leads: to the last lines of a container, to what is written about it, and into another's hands. */
export function FindingActions(
  props: PropsWithChildren<{
    finding: Finding;
    links?: { title: string; url: string }[];
  }>,
) {
  const { finding, links = [], children } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const { reveal } = useSelection();
  const { container } = finding;
  const more = safeUrl(finding.link);
  return (
    <div className={classes.row}>
      {children}
      {container && (
        <Button
          size="small"
          variant="outlined"
          onClick={() => reveal({ section: 'pods', log: container })}
        >
          {t('logs.showOf', { container: container.container })}
        </Button>
      )}
      {more && <Link to={more}>{t('findings.more')}</Link>}
      {links.map(({ title, url }) => (
        <Link key={`${title} ${url}`} to={url}>
          {title}
        </Link>
      ))}
      <CopyLink
        selection={{ finding: findingKey(finding) }}
        label={t('permalink.copyFinding')}
      />
    </div>
  );
}
