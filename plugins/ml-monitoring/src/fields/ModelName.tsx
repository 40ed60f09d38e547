import TextField from '@material-ui/core/TextField';
import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { fieldProps } from './fieldProps';
import { nameHints, nameProblem } from './modelName';
import { siblingsOf } from './siblings';
import { validateModelName } from './validation';

const schema = makeFieldSchema({
  output: z => z.string().describe('The name of the SeldonDeployment'),
  uiOptions: z =>
    z.object({
      clusterField: z
        .string()
        .optional()
        .describe('The parameter that holds the cluster. Default: cluster'),
      namespaceField: z
        .string()
        .optional()
        .describe('The parameter that holds the namespace. Default: namespace'),
      predictor: z
        .string()
        .optional()
        .describe('The longest predictor name that the template uses'),
      allowExisting: z
        .boolean()
        .optional()
        .describe('Let a person choose a model that is there, to change it'),
    }),
});

/** A name that Kubernetes, Seldon and a router will take. */
export function ModelName(props: typeof schema.TProps) {
  const {
    id,
    label,
    description,
    required,
    disabled,
    errors,
    value,
    onChange,
  } = fieldProps(props, {
    label: 'Name',
    description: 'The name of the model, such as fraud-detection',
  });
  const uiOptions = props.uiSchema['ui:options'];
  const { namespace } = siblingsOf(props.formContext?.formData, uiOptions);
  const problem = value ? nameProblem(value) : undefined;
  const hints =
    value && !problem
      ? nameHints(value, { namespace, predictor: uiOptions?.predictor })
      : [];
  const error = problem ?? errors?.[0];
  return (
    <TextField
      fullWidth
      id={id}
      label={label}
      margin="normal"
      required={required}
      disabled={disabled}
      error={Boolean(error)}
      helperText={
        error ?? (hints.length ? `Note: ${hints.join('. ')}.` : description)
      }
      value={value ?? ''}
      onChange={event => onChange(event.target.value || undefined)}
      inputProps={{ spellCheck: false, autoComplete: 'off' }}
    />
  );
}

export const modelNameField = createFormField({
  name: 'MlMonitoringModelName',
  component: ModelName,
  validation: validateModelName,
  schema,
});
