import { useEffect, useRef } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Finding } from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { FindingActions } from './FindingActions';
import { FindingEvidence } from './FindingEvidence';
import { HealthBadge } from './HealthBadge';
import { useFindingNotes } from './useFindingNotes';

const useStyles = makeStyles(
  theme => ({
    item: {
      padding: theme.spacing(1.5, 0),
      scrollMarginTop: theme.spacing(2),
      '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
    },
    head: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0, 1.5),
      overflowWrap: 'anywhere',
    },
    remedy: {
      margin: theme.spacing(1, 0),
      padding: theme.spacing(1, 1.5),
      borderLeft: `4px solid ${theme.palette.primary.main}`,
      backgroundColor: theme.palette.action.hover,
    },
  }),
  { name: 'MlMonitoringFinding' },
);

export interface FindingItemProps {
  finding: Finding;
  now: Date;
  /** The address asks for this one: it is shown with its proof. */
  asked: boolean;
}

/** One finding: what is wrong, what to do about it, and the proof on request. */
export function FindingItem({ finding, now, asked }: FindingItemProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const notes = useFindingNotes()(finding, now);
  const item = useRef<HTMLLIElement>(null);

  useEffect(() => {
    if (asked) {
      item.current?.scrollIntoView?.({ block: 'start' });
    }
  }, [asked]);

  return (
    <li ref={item} className={classes.item} aria-current={asked || undefined}>
      <div className={classes.head}>
        <HealthBadge status={finding.status} />
        <Typography component="span">{finding.title}</Typography>
        <Typography variant="body2" component="span" color="textSecondary">
          {notes}
        </Typography>
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
      <FindingActions finding={finding} />
      <FindingEvidence evidence={finding.evidence} initiallyOpen={asked} />
    </li>
  );
}
