import { useId } from 'react';
import IconButton from '@material-ui/core/IconButton';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import RefreshIcon from '@material-ui/icons/Refresh';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { refreshChoices, type Refresh } from '../../url/refresh';

const useStyles = makeStyles(
  { control: { display: 'flex', alignItems: 'center' } },
  { name: 'MlMonitoringRefresh' },
);

export interface RefreshControlProps {
  refresh: Refresh;
  onChange(refresh: Refresh): void;
}

/** How often, and now. */
export function RefreshControl({ refresh, onChange }: RefreshControlProps) {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const classes = useStyles();
  const queries = useQueryClient();
  return (
    <div className={classes.control}>
      <TextField
        id={useId()}
        select
        size="small"
        variant="outlined"
        label={t('refresh.label')}
        value={refresh}
        onChange={event => onChange(event.target.value as Refresh)}
      >
        {refreshChoices.map(choice => (
          <MenuItem key={choice} value={choice}>
            {t(`refresh.${choice}`)}
          </MenuItem>
        ))}
      </TextField>
      <IconButton
        aria-label={t('refresh.now')}
        title={t('refresh.now')}
        onClick={() => queries.refetchQueries({ type: 'active' })}
      >
        <RefreshIcon />
      </IconButton>
    </div>
  );
}
