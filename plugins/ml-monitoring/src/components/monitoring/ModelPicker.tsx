import { useId } from 'react';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  ONLY_CLUSTER,
  type ModelRef,
} from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { modelKey } from '../../url/modelChoice';

export interface ModelPickerProps {
  refs: ModelRef[];
  chosen: ModelRef;
  onChoose(key: string): void;
}

/** Names the model, and lets choose among several. */
export function ModelPicker({ refs, chosen, onChoose }: ModelPickerProps) {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const id = useId();
  if (refs.length > 1) {
    return (
      <TextField
        id={id}
        select
        size="small"
        variant="outlined"
        label={t('model.label')}
        value={modelKey(chosen)}
        onChange={event => onChoose(event.target.value)}
      >
        {refs.map(ref => (
          <MenuItem key={modelKey(ref)} value={modelKey(ref)}>
            {modelKey(ref)}
          </MenuItem>
        ))}
      </TextField>
    );
  }
  const place = [
    t('model.namespace', { name: chosen.namespace }),
    chosen.cluster !== ONLY_CLUSTER &&
      t('model.cluster', { name: chosen.cluster }),
  ].filter(Boolean);
  return (
    <>
      <Typography variant="h5" component="h2" noWrap>
        {chosen.name}
      </Typography>
      <Typography variant="body2" color="textSecondary">
        {place.join(' · ')}
      </Typography>
    </>
  );
}
