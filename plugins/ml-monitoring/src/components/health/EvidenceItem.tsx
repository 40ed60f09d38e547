import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { CopyTextButton } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  unitSchema,
  type Evidence,
} from 'backstage-plugin-ml-monitoring-common';
import { formatInstant } from '../../format/formatTime';
import { formatValue } from '../../format/formatValue';
import { mlMonitoringTranslationRef } from '../../translations/ref';

const useStyles = makeStyles(
  theme => ({
    item: {
      ...theme.typography.body2,
      padding: theme.spacing(0.5, 0),
      overflowWrap: 'anywhere',
    },
    code: { fontFamily: 'monospace', fontSize: 12 },
    lines: {
      ...theme.typography.body2,
      fontFamily: 'monospace',
      fontSize: 12,
      margin: 0,
      maxHeight: 200,
      overflow: 'auto',
      whiteSpace: 'pre-wrap',
    },
    summary: { cursor: 'pointer' },
    query: { display: 'flex', alignItems: 'flex-start' },
  }),
  { name: 'MlMonitoringEvidence' },
);

/** One proof, as the reader would look it up. */
export function EvidenceItem({ evidence }: { evidence: Evidence }) {
  const classes = useStyles();
  return (
    <li className={classes.item}>
      <EvidenceBody evidence={evidence} />
    </li>
  );
}

function EvidenceBody({ evidence }: { evidence: Evidence }) {
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  switch (evidence.kind) {
    case 'object':
      return (
        <>
          <strong>{evidence.object}</strong>
          <div className={classes.code}>{evidence.detail}</div>
        </>
      );
    case 'condition':
      return (
        <>
          <strong>{evidence.object}</strong>{' '}
          {t('findings.condition', {
            type: evidence.type,
            status: evidence.status,
          })}
          {evidence.reason && ` (${evidence.reason})`}
          {evidence.since &&
            `, ${t('verdict.since', { time: local(evidence.since) })}`}
          <div className={classes.code}>{evidence.message}</div>
        </>
      );
    case 'event':
      return (
        <>
          <strong>{evidence.object}</strong>{' '}
          {evidence.count !== undefined && evidence.lastSeen
            ? t('findings.event', {
                reason: evidence.reason,
                times: String(evidence.count),
                time: local(evidence.lastSeen),
              })
            : evidence.reason}
          <div className={classes.code}>{evidence.message}</div>
        </>
      );
    case 'query':
      return (
        <>
          <strong>{queryValue(evidence) ?? t('findings.noValue')}</strong>{' '}
          <Typography variant="caption" color="textSecondary">
            {t('charts.at', { time: local(evidence.at) })}
          </Typography>
          <details>
            <summary className={classes.summary}>{t('findings.query')}</summary>
            <div className={classes.query}>
              <code className={classes.code}>{evidence.query}</code>
              <CopyTextButton
                variant="tertiary"
                text={evidence.query}
                aria-label={t('charts.copyQuery')}
              />
            </div>
          </details>
        </>
      );
    case 'log':
      return (
        <>
          <strong>{`${evidence.pod} / ${evidence.container}`}</strong>
          <pre className={classes.lines}>{evidence.lines.join('\n')}</pre>
        </>
      );
    default:
      return null;
  }
}

function queryValue(
  evidence: Extract<Evidence, { kind: 'query' }>,
): string | undefined {
  if (evidence.value === undefined) {
    return undefined;
  }
  const unit = unitSchema.safeParse(evidence.unit);
  return unit.success
    ? formatValue(evidence.value, unit.data, { ceiling: evidence.ceiling })
    : [evidence.value, evidence.unit].filter(Boolean).join(' ');
}

function local(iso: string): string {
  return formatInstant(new Date(iso));
}
