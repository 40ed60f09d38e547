import { useId, useState } from 'react';
import Button from '@material-ui/core/Button';
import Collapse from '@material-ui/core/Collapse';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Check } from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { CheckBadge } from './CheckBadge';
import { CheckFix } from './CheckFix';

const useStyles = makeStyles(
  theme => ({
    item: {
      padding: theme.spacing(1, 0),
      '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
    },
    head: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0, 1.5),
    },
    mark: {
      padding: theme.spacing(0, 1),
      border: `1px solid ${theme.palette.status.error}`,
      borderRadius: theme.shape.borderRadius,
    },
    summary: { overflowWrap: 'anywhere' },
    toggle: { marginLeft: 'auto' },
    evidence: {
      margin: theme.spacing(1, 0, 0),
      paddingLeft: theme.spacing(2),
      overflowWrap: 'anywhere',
    },
  }),
  { name: 'MlMonitoringCheck' },
);

/** One check: how it came out, what to do about it, and what was found on request. */
export function CheckItem(props: {
  check: Check;
  /** What sets it apart from the others. */
  mark?: string;
}) {
  const { check, mark } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const [open, setOpen] = useState(check.status === 'broken');
  const id = useId();
  const { title, status, summary, evidence, fix } = check;
  const isFine = status === 'ok' || status === 'not-applicable';
  const number = String(evidence.length);
  return (
    <li className={classes.item}>
      <div className={classes.head}>
        <CheckBadge status={status} label={t(`readiness.${status}`)} />
        <Typography component="h3" variant="subtitle2">
          {title}
        </Typography>
        {mark && (
          <Typography component="span" variant="body2" className={classes.mark}>
            {mark}
          </Typography>
        )}
        {(evidence.length > 0 || (isFine && fix)) && (
          <Button
            size="small"
            className={classes.toggle}
            aria-expanded={open}
            aria-controls={id}
            onClick={() => setOpen(!open)}
          >
            {open && t('readiness.hideEvidence')}
            {!open &&
              (evidence.length > 0
                ? t('readiness.showEvidence', { number })
                : t('readiness.showFix'))}
          </Button>
        )}
      </div>
      <Typography variant="body2" className={classes.summary}>
        {summary}
      </Typography>
      {fix && !isFine && <CheckFix fix={fix} />}
      <div id={id}>
        <Collapse in={open} unmountOnExit>
          <ul className={classes.evidence}>
            {evidence.map(line => (
              <Typography key={line} component="li" variant="body2">
                {line}
              </Typography>
            ))}
          </ul>
          {fix && isFine && <CheckFix fix={fix} />}
        </Collapse>
      </div>
    </li>
  );
}
