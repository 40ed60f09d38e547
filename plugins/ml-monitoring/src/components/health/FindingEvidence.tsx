import { useId, useState } from 'react';
import Button from '@material-ui/core/Button';
import Collapse from '@material-ui/core/Collapse';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Evidence } from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { EvidenceItem } from './EvidenceItem';

const useStyles = makeStyles(
  theme => ({ list: { margin: 0, paddingLeft: theme.spacing(2) } }),
  { name: 'MlMonitoringFindingEvidence' },
);

export interface FindingEvidenceProps {
  evidence: Evidence[];
  /** How many of it are seen at once, the most telling first. */
  shown?: number;
  initiallyOpen?: boolean;
}

/** The proof of a finding, as much of it as the reader wants. */
export function FindingEvidence(props: FindingEvidenceProps) {
  const { evidence, shown = 0, initiallyOpen = false } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const [open, setOpen] = useState(initiallyOpen);
  const id = useId();
  const items = (some: Evidence[]) => (
    <ul className={classes.list}>
      {some.map((each, index) => (
        <EvidenceItem key={index} evidence={each} />
      ))}
    </ul>
  );
  const more = evidence.slice(shown);
  const show =
    shown > 0 ? 'findings.showMoreEvidence' : 'findings.showEvidence';
  return (
    <>
      {shown > 0 && evidence.length > 0 && items(evidence.slice(0, shown))}
      {more.length > 0 && (
        <>
          <Button
            size="small"
            aria-expanded={open}
            aria-controls={id}
            onClick={() => setOpen(!open)}
          >
            {open
              ? t('findings.hideEvidence')
              : t(show, { number: String(more.length) })}
          </Button>
          <div id={id}>
            <Collapse in={open} unmountOnExit>
              {items(more)}
            </Collapse>
          </div>
        </>
      )}
    </>
  );
}
