import { useMemo } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Alert, ModelChange } from 'backstage-plugin-ml-monitoring-common';
import type { ChartMarks } from '../../charts/marks';
import { formatSince } from '../../format/formatTime';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { useChangeText } from './useChangeText';

const none: never[] = [];

/** What charts mark of a model: who changed what, and since when alerts are on. */
export function useChartMarks(
  changes: readonly ModelChange[] = none,
  alerts: readonly Alert[] = none,
): ChartMarks {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const inWords = useChangeText();
  return useMemo(() => {
    const now = new Date();
    const time = (iso: string) => formatSince(new Date(iso), now);
    return {
      changes: changes.map(change => ({
        kind: change.kind,
        atSeconds: Date.parse(change.at) / 1000,
        label: t(`changes.${change.kind}`),
        text: t('marks.change', {
          time: time(change.at),
          text: inWords(change).whole,
        }),
      })),
      alerts: alerts.map(({ name, state, since }) => ({
        state,
        sinceSeconds: Date.parse(since) / 1000,
        text: t(
          state === 'firing' ? 'marks.alertFiring' : 'marks.alertWaiting',
          {
            name,
            time: time(since),
          },
        ),
      })),
    };
  }, [changes, alerts, inWords, t]);
}
