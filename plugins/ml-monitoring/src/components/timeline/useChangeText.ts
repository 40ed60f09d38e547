import { useCallback } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ModelChange } from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringTranslationRef } from '../../translations/ref';

/** Puts a change into words: of what kind, what, and by whom. */
export function useChangeText() {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  return useCallback(
    (change: ModelChange) => {
      const { kind, revision } = change;
      const by = change.by && t('changes.by', { who: change.by });
      return {
        kind:
          kind === 'rollout' && revision !== undefined
            ? t('changes.rolloutOf', { revision: String(revision) })
            : t(`changes.${kind}`),
        by,
        /** In one line. */
        whole: [`${t(`changes.${kind}`)}: ${change.title}`, by]
          .filter(Boolean)
          .join(' '),
      };
    },
    [t],
  );
}
