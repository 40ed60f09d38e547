import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Diagnosis } from 'backstage-plugin-ml-monitoring-common';
import { formatInstant } from '../../format/formatTime';
import { useModelDiagnosis } from '../../queries/useModelDiagnosis';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import type { SectionProps } from '../monitoring/sections';
import { ChecksVerdict } from '../readiness/ChecksVerdict';
import { Answer } from '../states/Answer';
import { SourcesNotice } from '../states/SourcesNotice';
import { Chain } from './Chain';

/** Why there is data of a model, or why there is none. */
export function DiagnosisSection({ model }: SectionProps) {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const diagnosis = useModelDiagnosis(model);
  return (
    <Answer of={diagnosis} loading={t('diagnosis.loading')} minHeight={320}>
      {data => (
        <Walked
          diagnosis={data}
          isWalking={diagnosis.isFetching}
          onWalkAgain={() => diagnosis.refetch()}
        />
      )}
    </Answer>
  );
}

const outcomes = {
  ok: 'diagnosis.whole',
  broken: 'diagnosis.broken',
  unknown: 'diagnosis.undecided',
} as const;

function outcomeOf({ brokenAt, links }: Diagnosis): keyof typeof outcomes {
  if (brokenAt) {
    return 'broken';
  }
  return links.some(({ status }) => status === 'unknown') ? 'unknown' : 'ok';
}

interface WalkedProps {
  diagnosis: Diagnosis;
  isWalking: boolean;
  onWalkAgain(): void;
}

function Walked({ diagnosis, isWalking, onWalkAgain }: WalkedProps) {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const outcome = outcomeOf(diagnosis);
  return (
    <section aria-label={t('sections.diagnosis')}>
      <SourcesNotice sources={diagnosis.sources} />
      <ChecksVerdict
        status={outcome}
        label={t(outcomes[outcome])}
        summary={diagnosis.summary}
        again={{
          label: t('diagnosis.walkAgain'),
          isBusy: isWalking,
          onClick: onWalkAgain,
        }}
      >
        <Typography variant="caption" color="textSecondary">
          {t('diagnosis.asOf', {
            time: formatInstant(new Date(diagnosis.evaluatedAt)),
          })}
        </Typography>
      </ChecksVerdict>
      <Chain links={diagnosis.links} brokenAt={diagnosis.brokenAt} />
    </section>
  );
}
