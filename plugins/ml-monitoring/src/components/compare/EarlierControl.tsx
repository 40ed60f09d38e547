import { useId } from 'react';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { earlierChoices, type Earlier } from '../../url/chartChoice';
import { useChartChoice } from '../../url/useChartChoice';

const NOTHING = 'nothing';

/** Which earlier minutes the charts are compared with. */
export function EarlierControl() {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const { choice, choose } = useChartChoice();
  return (
    <TextField
      id={useId()}
      select
      style={{ minWidth: 130 }}
      size="small"
      variant="outlined"
      label={t('compare.earlier.label')}
      value={choice.compare ?? NOTHING}
      onChange={({ target: { value } }) =>
        choose({ compare: value === NOTHING ? undefined : (value as Earlier) })
      }
    >
      <MenuItem value={NOTHING}>{t('compare.earlier.nothing')}</MenuItem>
      {earlierChoices.map(earlier => (
        <MenuItem key={earlier} value={earlier}>
          {t(`compare.earlier.${earlier}`)}
        </MenuItem>
      ))}
    </TextField>
  );
}
