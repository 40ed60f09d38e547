import { useId } from 'react';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Panel } from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { useChartChoice } from '../../url/useChartChoice';

const NOTHING = '';

export interface SplitByProps {
  panel: Pick<Panel, 'id' | 'title' | 'by'>;
  tags: readonly string[];
}

/** By which tag the series of a panel are told apart. */
export function SplitBy({ panel, tags }: SplitByProps) {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const { choice, choose } = useChartChoice();
  const { [panel.id]: asked, ...others } = choice.by;
  const tag = asked ?? panel.by ?? NOTHING;
  return (
    <TextField
      id={useId()}
      select
      size="small"
      label={t('compare.split.label')}
      value={tags.includes(tag) ? tag : NOTHING}
      style={{ minWidth: 96 }}
      InputLabelProps={{ shrink: true }}
      SelectProps={{
        displayEmpty: true,
        SelectDisplayProps: {
          'aria-label': t('compare.split.of', { title: panel.title }),
        },
      }}
      onChange={({ target: { value } }) =>
        choose({
          by: value === NOTHING ? others : { ...others, [panel.id]: value },
        })
      }
    >
      {/* What the configuration splits can be split otherwise only. */}
      {(asked || !panel.by) && (
        <MenuItem value={NOTHING}>{t('compare.split.nothing')}</MenuItem>
      )}
      {tags.map(each => (
        <MenuItem key={each} value={each}>
          {each}
        </MenuItem>
      ))}
    </TextField>
  );
}
