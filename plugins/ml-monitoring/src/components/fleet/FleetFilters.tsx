import { useEffect, useRef, useState, useId } from 'react';
import MenuItem from '@material-ui/core/MenuItem';
import Paper from '@material-ui/core/Paper';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { healthStatusSchema } from 'backstage-plugin-ml-monitoring-common';
import type { ModelFilter } from '../../queries/useModels';
import { mlMonitoringTranslationRef } from '../../translations/ref';

const TYPING_PAUSE_MS = 300;
const MAX_QUERY_LENGTH = 200;

const useStyles = makeStyles(
  theme => ({
    filters: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(2),
      padding: theme.spacing(2),
      marginBottom: theme.spacing(2),
    },
    status: { minWidth: 160 },
  }),
  { name: 'MlMonitoringFleetFilters' },
);

export interface FleetFiltersProps {
  filter: ModelFilter;
  onQuery(value: string): void;
  onStatus(value: string): void;
}

export function FleetFilters({ filter, onQuery, onStatus }: FleetFiltersProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const applied = filter.q ?? '';
  const [text, setText] = useState(applied);

  const typed = useRef(applied);
  useEffect(() => {
    // The address changed by itself, such as by "back".
    if (applied !== typed.current) {
      typed.current = applied;
      setText(applied);
    }
  }, [applied]);
  useEffect(() => {
    if (text === typed.current) {
      return undefined;
    }
    const timer = setTimeout(() => {
      typed.current = text;
      onQuery(text);
    }, TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, onQuery]);

  return (
    <Paper className={classes.filters} role="search">
      <TextField
        id={useId()}
        type="search"
        size="small"
        variant="outlined"
        label={t('fleet.search')}
        value={text}
        onChange={event => setText(event.target.value)}
        inputProps={{ maxLength: MAX_QUERY_LENGTH }}
      />
      <TextField
        id={useId()}
        select
        size="small"
        variant="outlined"
        className={classes.status}
        label={t('fleet.status')}
        value={filter.status ?? ''}
        onChange={event => onStatus(event.target.value)}
        SelectProps={{ displayEmpty: true }}
        InputLabelProps={{ shrink: true }}
      >
        <MenuItem value="">{t('fleet.anyStatus')}</MenuItem>
        {healthStatusSchema.options.map(status => (
          <MenuItem key={status} value={status}>
            {t(`status.${status}`)}
          </MenuItem>
        ))}
      </TextField>
    </Paper>
  );
}
