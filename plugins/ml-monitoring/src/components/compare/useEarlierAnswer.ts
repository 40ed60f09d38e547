import { useMemo } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ModelRef, Range } from 'backstage-plugin-ml-monitoring-common';
import type { EarlierAnswer } from '../../charts/EarlierContext';
import { useEarlierMetrics } from '../../queries/useEarlierMetrics';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { byOf, earlierSeconds } from '../../url/chartChoice';
import { useChartChoice } from '../../url/useChartChoice';

/** What the charts are compared with, if the reader wants that and it is there. */
export function useEarlierAnswer(
  model: ModelRef,
  range: Range | undefined,
): { asked: ReturnType<typeof useEarlierMetrics>; answer?: EarlierAnswer } {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const { compare, by } = useChartChoice().choice;
  const shiftSeconds = compare && earlierSeconds[compare];
  const asked = useEarlierMetrics(model, {
    range,
    shiftSeconds,
    by: byOf(by),
  });
  const { data } = asked;
  const answer = useMemo(
    () =>
      data &&
      compare && {
        panels: data.panels,
        range: data.range,
        shiftSeconds: earlierSeconds[compare],
        words: t(`compare.earlier.${compare}`),
      },
    [data, compare, t],
  );
  return { asked, answer };
}
