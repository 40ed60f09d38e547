import { useId, useState } from 'react';
import Button from '@material-ui/core/Button';
import Collapse from '@material-ui/core/Collapse';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Finding } from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { useSelection } from '../../url/useSelection';
import { FindingItem } from './FindingItem';
import { findingKey } from './findingKey';
import { needsAttention } from './needsAttention';

const useStyles = makeStyles(
  { list: { margin: 0, padding: 0, listStyle: 'none' } },
  { name: 'MlMonitoringFindingList' },
);

export interface FindingListProps {
  /** All but the one that stands in the verdict. */
  findings: Finding[];
  now: Date;
}

/** What needs attention is shown; what does not stays folded away, so that a healthy model is quiet. */
export function FindingList({ findings, now }: FindingListProps) {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const headingId = useId();
  const quietId = useId();
  const asked = useSelection().selection.finding;
  const wanting = findings.filter(needsAttention);
  const quiet = findings.filter(finding => !needsAttention(finding));
  const [open, setOpen] = useState(() =>
    quiet.some(finding => findingKey(finding) === asked),
  );
  return (
    <>
      {wanting.length > 0 && (
        <div>
          <Typography id={headingId} variant="subtitle1" component="h3">
            {t('findings.further')}
          </Typography>
          <Items findings={wanting} now={now} labelledBy={headingId} />
        </div>
      )}
      {quiet.length > 0 && (
        <div>
          <Button
            id={quietId}
            size="small"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            {open
              ? t('findings.hideQuiet')
              : t('findings.showQuiet', { number: String(quiet.length) })}
          </Button>
          <Collapse in={open} unmountOnExit>
            <Items findings={quiet} now={now} labelledBy={quietId} />
          </Collapse>
        </div>
      )}
    </>
  );
}

function Items(props: { findings: Finding[]; now: Date; labelledBy: string }) {
  const classes = useStyles();
  const asked = useSelection().selection.finding;
  return (
    <ul className={classes.list} aria-labelledby={props.labelledBy}>
      {props.findings.map((finding, index) => (
        <FindingItem
          key={`${findingKey(finding)} ${index}`}
          finding={finding}
          now={props.now}
          asked={findingKey(finding) === asked}
        />
      ))}
    </ul>
  );
}
