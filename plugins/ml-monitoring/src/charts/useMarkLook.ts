import { useMemo } from 'react';
import { useTheme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { mlMonitoringTranslationRef } from '../translations/ref';
import type { MarkLook } from './drawMarks';
import { markColors } from './markColors';

/** How marks look in the reader's theme and language. */
export function useMarkLook(): MarkLook {
  const theme = useTheme();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  return useMemo(
    () => ({
      colors: markColors(theme),
      font: theme.typography.fontFamily ?? 'sans-serif',
      several: (first, more) =>
        t('marks.several', { first, number: String(more) }),
      alert: state =>
        state === 'firing' ? t('marks.alert') : t('marks.alertPending'),
    }),
    [theme, t],
  );
}
