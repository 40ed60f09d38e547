import { useEffect, useId, useRef } from 'react';
import Button from '@material-ui/core/Button';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  ModelDetail,
  ModelRef,
} from 'backstage-plugin-ml-monitoring-common';
import { useModelLogs } from '../../queries/useModelLogs';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { useSelection } from '../../url/useSelection';
import { LogLines } from './LogLines';

const useStyles = makeStyles(
  theme => ({
    choice: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1.5, 2),
      margin: theme.spacing(1, 0),
    },
    container: { flex: '1 1 320px', minWidth: 0 },
    run: { minWidth: 160 },
  }),
  { name: 'MlMonitoringLogs' },
);

export interface LogsPanelProps {
  model: ModelRef;
  pods: ModelDetail['pods'];
}

/** The last lines of one container, of this run or the one before; which one stands in the address. */
export function LogsPanel({ model, pods }: LogsPanelProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const { selection, isRevealed, select } = useSelection();
  const { log } = selection;
  const logs = useModelLogs(model, log);
  const id = useId();
  const root = useRef<HTMLElement>(null);
  const options = pods.flatMap(pod =>
    pod.containers.map(container => ({
      pod: pod.name,
      container: container.name,
      state: t(`logs.${container.state}`),
    })),
  );
  const chosen = options.findIndex(
    option => option.pod === log?.pod && option.container === log.container,
  );

  const choose = (index: number, previous: boolean) => {
    const { pod, container } = options[index] ?? log!;
    select({ section: 'pods', log: { pod, container, previous } });
  };

  useEffect(() => {
    if (log && isRevealed) {
      root.current?.scrollIntoView?.({ block: 'nearest' });
    }
  }, [log, isRevealed, logs.isPending]);

  return (
    <section ref={root} aria-labelledby={id}>
      <Typography id={id} variant="h6" component="h3">
        {t('logs.title')}
      </Typography>
      {options.length > 0 && (
        <div className={classes.choice}>
          <TextField
            id={`${id}-container`}
            select
            size="small"
            variant="outlined"
            className={classes.container}
            label={t('logs.container')}
            value={chosen < 0 ? '' : chosen}
            onChange={event => choose(Number(event.target.value), false)}
          >
            {options.map(({ pod, container, state }, index) => (
              <MenuItem key={`${pod}/${container}`} value={index}>
                {t('logs.option', { pod, container, state })}
              </MenuItem>
            ))}
          </TextField>
          {log && (
            <>
              <TextField
                id={`${id}-run`}
                select
                size="small"
                variant="outlined"
                className={classes.run}
                label={t('logs.run')}
                value={log.previous ? 'previous' : 'current'}
                onChange={event =>
                  choose(chosen, event.target.value === 'previous')
                }
              >
                <MenuItem value="current">{t('logs.current')}</MenuItem>
                <MenuItem value="previous">{t('logs.previous')}</MenuItem>
              </TextField>
              <Button
                variant="outlined"
                size="small"
                disabled={logs.isFetching}
                onClick={() => logs.refetch()}
              >
                {t('logs.refresh')}
              </Button>
            </>
          )}
        </div>
      )}
      {log ? (
        <LogLines of={logs} />
      ) : (
        <Typography variant="body2" color="textSecondary">
          {t('logs.hint')}
        </Typography>
      )}
    </section>
  );
}
