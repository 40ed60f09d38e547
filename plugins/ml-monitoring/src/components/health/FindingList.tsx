import { useId, useState } from 'react';
import Button from '@material-ui/core/Button';
import Collapse from '@material-ui/core/Collapse';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Finding } from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { FindingItem } from './FindingItem';

const useStyles = makeStyles(
  { list: { margin: 0, padding: 0, listStyle: 'none' } },
  { name: 'MlMonitoringFindingList' },
);

/** What needs attention is shown; what is well stays folded away, so that a healthy model is quiet. */
export function FindingList(props: { findings: Finding[]; now: Date }) {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const headingId = useId();
  const passedId = useId();
  const [open, setOpen] = useState(false);
  const wanting = props.findings.filter(({ status }) => status !== 'healthy');
  const passed = props.findings.filter(({ status }) => status === 'healthy');
  return (
    <div>
      {wanting.length > 0 ? (
        <>
          <Typography id={headingId} variant="subtitle1" component="h3">
            {t('findings.title')}
          </Typography>
          <Items findings={wanting} now={props.now} labelledBy={headingId} />
        </>
      ) : (
        <Typography variant="body2" component="span" color="textSecondary">
          {t('findings.none')}
        </Typography>
      )}{' '}
      {passed.length > 0 && (
        <>
          <Button
            id={passedId}
            size="small"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            {open
              ? t('findings.hidePassed')
              : t('findings.showPassed', { number: String(passed.length) })}
          </Button>
          <Collapse in={open} unmountOnExit>
            <Items findings={passed} now={props.now} labelledBy={passedId} />
          </Collapse>
        </>
      )}
    </div>
  );
}

function Items(props: { findings: Finding[]; now: Date; labelledBy: string }) {
  const classes = useStyles();
  return (
    <ul className={classes.list} aria-labelledby={props.labelledBy}>
      {props.findings.map((finding, index) => (
        <FindingItem
          key={`${finding.rule} ${finding.predictor} ${index}`}
          finding={finding}
          now={props.now}
        />
      ))}
    </ul>
  );
}
