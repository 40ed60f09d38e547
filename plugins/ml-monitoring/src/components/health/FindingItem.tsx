import { useId, useState } from 'react';
import Button from '@material-ui/core/Button';
import Collapse from '@material-ui/core/Collapse';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Finding } from 'backstage-plugin-ml-monitoring-common';
import { formatSince } from '../../format/formatTime';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { safeUrl } from '../safeUrl';
import { EvidenceItem } from './EvidenceItem';
import { HealthBadge } from './HealthBadge';

const useStyles = makeStyles(
  theme => ({
    item: {
      padding: theme.spacing(1.5, 0),
      '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
    },
    head: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0, 1.5),
    },
    remedy: {
      marginTop: theme.spacing(1),
      padding: theme.spacing(1, 1.5),
      borderLeft: `4px solid ${theme.palette.primary.main}`,
      backgroundColor: theme.palette.action.hover,
    },
    evidence: { margin: 0, paddingLeft: theme.spacing(2) },
  }),
  { name: 'MlMonitoringFinding' },
);

/** One finding: what is wrong, what to do about it, and the proof on request. */
export function FindingItem({ finding, now }: { finding: Finding; now: Date }) {
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const [open, setOpen] = useState(false);
  const evidenceId = useId();
  const link = safeUrl(finding.link);
  const notes = [
    finding.predictor &&
      !finding.title.includes(`"${finding.predictor}"`) &&
      t('findings.predictor', { name: finding.predictor }),
    finding.since &&
      t('verdict.since', { time: formatSince(new Date(finding.since), now) }),
    finding.confidence === 'certain'
      ? undefined
      : t(`findings.${finding.confidence}`),
  ].filter(Boolean);
  return (
    <li className={classes.item}>
      <div className={classes.head}>
        <HealthBadge status={finding.status} />
        <Typography component="span">{finding.title}</Typography>
        {notes.length > 0 && (
          <Typography variant="body2" component="span" color="textSecondary">
            {notes.join(' · ')}
          </Typography>
        )}
      </div>
      {finding.detail && (
        <Typography variant="body2">{finding.detail}</Typography>
      )}
      {finding.remedy && (
        <Typography component="div" variant="body2" className={classes.remedy}>
          <strong>{t('findings.remedy')}: </strong>
          {finding.remedy}
        </Typography>
      )}
      {link && (
        <Typography variant="body2">
          <Link to={link}>{t('findings.more')}</Link>
        </Typography>
      )}
      {finding.evidence.length > 0 && (
        <>
          <Button
            size="small"
            aria-expanded={open}
            aria-controls={evidenceId}
            onClick={() => setOpen(!open)}
          >
            {open
              ? t('findings.hideEvidence')
              : t('findings.showEvidence', {
                  number: String(finding.evidence.length),
                })}
          </Button>
          <div id={evidenceId}>
            <Collapse in={open} unmountOnExit>
              <ul className={classes.evidence}>
                {finding.evidence.map((evidence, index) => (
                  <EvidenceItem key={index} evidence={evidence} />
                ))}
              </ul>
            </Collapse>
          </div>
        </>
      )}
    </li>
  );
}
