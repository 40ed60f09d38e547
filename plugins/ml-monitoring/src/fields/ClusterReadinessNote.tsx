import Typography from '@material-ui/core/Typography';
import { useApi } from '@backstage/frontend-plugin-api';
import type {
  Check,
  ClusterReadiness,
} from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringApiRef } from '../api/mlMonitoringApiRef';
import { Notice, type NoticeKind } from '../components/states/Notice';
import { useTexts } from './texts';
import { useAnswer } from './useAnswer';

/** Whether the chosen cluster is ready for monitored models, and what would fail where it is not. Keeps nobody from going on: the plan decides. */
export function ClusterReadinessNote({ cluster }: { cluster: string }) {
  const t = useTexts();
  const api = useApi(mlMonitoringApiRef);
  const readiness = useAnswer(cluster, (name, options) =>
    api.getClusterReadiness({ cluster: name }, options),
  );
  switch (readiness.status) {
    case 'loaded':
      return <Verdict readiness={readiness.data} />;
    case 'loading':
      return <Aside>{t('form.readiness.looking')}</Aside>;
    case 'forbidden':
      return <Aside>{t('form.readiness.forbidden')}</Aside>;
    case 'failed':
    default:
      return (
        <Aside>
          {t('form.readiness.failed', { reason: readiness.message })}
        </Aside>
      );
  }
}

function Verdict({ readiness }: { readiness: ClusterReadiness }) {
  const t = useTexts();
  const { ready, summary, checks } = readiness;
  if (ready) {
    return <Aside>{summary}</Aside>;
  }
  const kind: NoticeKind = ready === false ? 'warning' : 'info';
  const title = t(
    ready === false ? 'form.readiness.notReady' : 'form.readiness.unknown',
  );
  const notable = checks.filter(
    ({ status }) => status === 'broken' || status === 'unknown',
  );
  return (
    <Notice kind={kind} title={title}>
      {notable.length === 0 && summary}
      <ul style={{ margin: 0, paddingLeft: 20 }}>
        {notable.map(check => (
          <Trouble key={check.id} check={check} />
        ))}
      </ul>
    </Notice>
  );
}

function Trouble({ check: { title, summary, fix } }: { check: Check }) {
  const t = useTexts();
  return (
    <li>
      <strong>{title}</strong>: {summary}
      {fix && <div>{t('form.readiness.remedy', { fix: fix.summary })}</div>}
      {fix?.command && <code>{fix.command}</code>}
    </li>
  );
}

function Aside({ children }: { children: string }) {
  return (
    <Typography variant="body2" color="textSecondary" role="status">
      {children}
    </Typography>
  );
}
