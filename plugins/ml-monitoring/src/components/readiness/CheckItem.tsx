import { useId, useState } from 'react';
import Button from '@material-ui/core/Button';
import Collapse from '@material-ui/core/Collapse';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Check } from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { CheckBadge } from './CheckBadge';
import { CopyBlock } from './CopyBlock';

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
    mark: {
      padding: theme.spacing(0, 1),
      border: `1px solid ${theme.palette.status.error}`,
      borderRadius: theme.shape.borderRadius,
    },
    summary: { overflowWrap: 'anywhere' },
    fix: {
      marginTop: theme.spacing(1),
      padding: theme.spacing(1, 1.5),
      borderLeft: `4px solid ${theme.palette.primary.main}`,
      backgroundColor: theme.palette.action.hover,
    },
    evidence: {
      margin: 0,
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
  const { title, status, summary, evidence, fix } = check;
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
      </div>
      <Typography variant="body2" className={classes.summary}>
        {summary}
      </Typography>
      {fix && (
        <div className={classes.fix}>
          <Typography component="div" variant="body2">
            <strong>{t('readiness.whatToDo')}: </strong>
            {fix.summary}
          </Typography>
          {fix.command && (
            <CopyBlock
              text={fix.command}
              copyLabel={t('readiness.copyCommand')}
            />
          )}
          {fix.manifest && (
            <CopyBlock
              text={fix.manifest}
              copyLabel={t('readiness.copyManifest')}
            />
          )}
        </div>
      )}
      {evidence.length > 0 && (
        <Evidence lines={evidence} initiallyOpen={status === 'broken'} />
      )}
    </li>
  );
}

function Evidence(props: { lines: string[]; initiallyOpen: boolean }) {
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const [open, setOpen] = useState(props.initiallyOpen);
  const id = useId();
  return (
    <>
      <Button
        size="small"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {open
          ? t('readiness.hideEvidence')
          : t('readiness.showEvidence', {
              number: String(props.lines.length),
            })}
      </Button>
      <div id={id}>
        <Collapse in={open} unmountOnExit>
          <ul className={classes.evidence}>
            {props.lines.map(line => (
              <Typography key={line} component="li" variant="body2">
                {line}
              </Typography>
            ))}
          </ul>
        </Collapse>
      </div>
    </>
  );
}
