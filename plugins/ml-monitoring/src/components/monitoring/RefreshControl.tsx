import IconButton from '@material-ui/core/IconButton';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import RefreshIcon from '@material-ui/icons/Refresh';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { refreshChoices, type Refresh } from '../../url/refresh';

export interface RefreshControlProps {
  refresh: Refresh;
  onChange(refresh: Refresh): void;
}

/** How often, and now. */
export function RefreshControl({ refresh, onChange }: RefreshControlProps) {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const queries = useQueryClient();
  return (
    <div>
      <TextField
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
