import { useState, type FormEvent, useId } from 'react';
import Button from '@material-ui/core/Button';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { zoneName } from '../../format/formatTime';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import {
  checkCustomRange,
  fromLocalInput,
  resolveTimeRange,
  toLocalInput,
  type CustomRangeProblem,
  type TimeRange,
} from '../../url/timeRange';

const useStyles = makeStyles(
  theme => ({
    form: {
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(2),
      padding: theme.spacing(2),
    },
    actions: {
      display: 'flex',
      justifyContent: 'flex-end',
      gap: theme.spacing(1),
    },
  }),
  { name: 'MlMonitoringCustomRange' },
);

export interface CustomRangeFormProps {
  /** What the form starts from. */
  range: TimeRange;
  onApply(range: TimeRange): void;
  onCancel(): void;
}

/** Two instants in the reader's zone. */
export function CustomRangeForm(props: CustomRangeFormProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const [start] = useState(() => resolveTimeRange(props.range, Date.now()));
  const [from, setFrom] = useState(() => toLocalInput(start.fromMs));
  const [to, setTo] = useState(() => toLocalInput(start.toMs));
  const [problem, setProblem] = useState<CustomRangeProblem>();

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const fromMs = fromLocalInput(from);
    const toMs = fromLocalInput(to);
    const found = checkCustomRange(fromMs, toMs, Date.now());
    setProblem(found);
    if (!found) {
      props.onApply({ kind: 'custom', fromMs, toMs });
    }
  };

  return (
    <form className={classes.form} onSubmit={onSubmit} noValidate>
      <TextField
        id={useId()}
        type="datetime-local"
        label={t('range.from')}
        value={from}
        onChange={event => setFrom(event.target.value)}
        error={problem !== undefined && problem !== 'to'}
        helperText={
          problem && problem !== 'to'
            ? t(`range.problem.${problem}`)
            : undefined
        }
        InputLabelProps={{ shrink: true }}
      />
      <TextField
        id={useId()}
        type="datetime-local"
        label={t('range.to')}
        value={to}
        onChange={event => setTo(event.target.value)}
        error={problem === 'to'}
        helperText={problem === 'to' ? t('range.problem.to') : undefined}
        InputLabelProps={{ shrink: true }}
      />
      <Typography variant="caption" color="textSecondary">
        {t('charts.zone', { zone: zoneName(new Date(start.toMs)) })}
      </Typography>
      <div className={classes.actions}>
        <Button onClick={props.onCancel}>{t('range.cancel')}</Button>
        <Button type="submit" variant="contained" color="primary">
          {t('range.apply')}
        </Button>
      </div>
    </form>
  );
}
