import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  SourceState,
  SourceStatus,
} from 'backstage-plugin-ml-monitoring-common';
import { formatInstant } from '../../format/formatTime';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { Notice } from './Notice';
import { troubledSources } from './troubledSources';

const grave: SourceStatus[] = ['failed', 'forbidden'];

/** Names each source that did not answer as it should, and what to do about it. */
export function SourcesNotice({ sources }: { sources: SourceState[] }) {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const troubled = troubledSources(sources);
  if (troubled.length === 0) {
    return null;
  }
  return (
    <Notice
      kind={
        troubled.some(({ status }) => grave.includes(status))
          ? 'warning'
          : 'info'
      }
      title={t('sources.title')}
    >
      {troubled.map(source => (
        <div key={`${source.kind} ${source.cluster} ${source.title}`}>
          <strong>{source.title}</strong> {t(`sources.${source.status}`)}
          {source.asOf &&
            ` (${t('sources.asOf', { time: formatInstant(new Date(source.asOf)) })})`}
          {source.message && `: ${source.message}`}
        </div>
      ))}
    </Notice>
  );
}
