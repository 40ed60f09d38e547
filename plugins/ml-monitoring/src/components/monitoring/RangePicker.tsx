import { useState, useId } from 'react';
import MenuItem from '@material-ui/core/MenuItem';
import Popover from '@material-ui/core/Popover';
import TextField from '@material-ui/core/TextField';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import {
  presets,
  type CustomRangeProblem,
  type Preset,
  type TimeRange,
} from '../../url/timeRange';
import { CustomRangeForm } from './CustomRangeForm';
import { useRangeText } from './useRangeText';

const CUSTOM = 'custom';

export interface RangePickerProps {
  range: TimeRange;
  /** Why the range in the address is not the one shown. */
  problem: CustomRangeProblem | 'preset' | undefined;
  onChange(range: TimeRange): void;
}

/** Offers the ranges that end now, and any other through a form. */
export function RangePicker({ range, problem, onChange }: RangePickerProps) {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const rangeText = useRangeText();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [field, setField] = useState<HTMLElement | null>(null);
  return (
    <>
      <TextField
        id={useId()}
        select
        ref={setField}
        style={{ minWidth: 120 }}
        size="small"
        variant="outlined"
        label={t('range.label')}
        value={range.kind === 'preset' ? range.preset : CUSTOM}
        error={problem !== undefined}
        helperText={
          problem &&
          t('range.ignored', { problem: t(`range.problem.${problem}`) })
        }
        SelectProps={{
          renderValue: () => rangeText(range),
        }}
        onChange={({ target: { value } }) =>
          value === CUSTOM
            ? undefined
            : onChange({ kind: 'preset', preset: value as Preset })
        }
      >
        {presets.map(preset => (
          <MenuItem key={preset} value={preset}>
            {t(`range.${preset}`)}
          </MenuItem>
        ))}
        {/* Not by the field's change: choosing "custom" again must open the form again. */}
        <MenuItem value={CUSTOM} onClick={() => setAnchor(field)}>
          {t('range.custom')}
        </MenuItem>
      </TextField>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        onClose={() => setAnchor(null)}
      >
        <CustomRangeForm
          range={range}
          onCancel={() => setAnchor(null)}
          onApply={next => {
            setAnchor(null);
            onChange(next);
          }}
        />
      </Popover>
    </>
  );
}
