import FormControl from '@material-ui/core/FormControl';
import FormHelperText from '@material-ui/core/FormHelperText';
import FormLabel from '@material-ui/core/FormLabel';
import InputAdornment from '@material-ui/core/InputAdornment';
import TextField from '@material-ui/core/TextField';
import { useEffect } from 'react';
import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { fieldProps, notSaidBelow } from './fieldProps';
import { useTexts } from './texts';
import { evenTraffic, trafficProblem, trafficSum } from './traffic';
import { validateTraffic } from './validation';

const schema = makeFieldSchema({
  output: z =>
    z
      .record(z.number())
      .describe('Percent of the requests by predictor, which sum to 100'),
  uiOptions: z =>
    z.object({
      predictors: z
        .array(z.string())
        .describe('The predictors that share the requests'),
    }),
});

/** A share for each predictor. They start even, and must sum to 100. */
export function TrafficField(props: typeof schema.TProps) {
  const t = useTexts();
  const { id, label, description, disabled, errors, value, onChange } =
    fieldProps(props, {
      label: t('form.field.traffic'),
      description: t('form.field.trafficHelp'),
    });
  const predictors = props.uiSchema['ui:options']?.predictors ?? [];
  const isComplete = predictors.every(name => value?.[name] !== undefined);
  const names = predictors.join();

  useEffect(() => {
    if (!isComplete && names) {
      onChange(evenTraffic(names.split(',')));
    }
  }, [isComplete, names, onChange]);

  if (!value || !isComplete) {
    return null;
  }
  const problem = trafficProblem(value, t);
  return (
    <FormControl
      component="fieldset"
      margin="normal"
      error={Boolean(problem)}
      aria-describedby={`${id}-help`}
    >
      <FormLabel component="legend">{label}</FormLabel>
      <div style={{ display: 'flex', gap: 16, flexWrap: 'wrap' }}>
        {predictors.map(name => (
          <TextField
            key={name}
            type="number"
            margin="dense"
            label={name}
            disabled={disabled}
            error={Boolean(problem)}
            value={Number.isNaN(value[name]) ? '' : value[name]}
            onChange={event =>
              onChange({
                ...value,
                [name]: event.target.value
                  ? Number(event.target.value)
                  : Number.NaN,
              })
            }
            inputProps={{
              min: 0,
              max: 100,
              step: 1,
              'aria-label': t('form.field.trafficShare', { predictor: name }),
            }}
            InputProps={{
              endAdornment: <InputAdornment position="end">%</InputAdornment>,
            }}
          />
        ))}
      </div>
      <FormHelperText id={`${id}-help`} role="status">
        {notSaidBelow(problem, errors) ??
          `${description}. ${t('form.field.trafficSum', { sum: String(trafficSum(value)) })}`}
      </FormHelperText>
    </FormControl>
  );
}

export const trafficField = createFormField({
  name: 'MlMonitoringTraffic',
  component: TrafficField,
  validation: validateTraffic,
  schema,
});
