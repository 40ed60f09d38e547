import TextField from '@material-ui/core/TextField';
import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { fieldProps, notSaidBelow } from './fieldProps';
import { nameHints, nameProblem } from './modelName';
import { siblingOptions, siblingsOf } from './siblings';
import { useTexts } from './texts';
import { validateModelName } from './validation';

const schema = makeFieldSchema({
  output: z => z.string().describe('The name of the SeldonDeployment'),
  uiOptions: z =>
    z.object({
      ...siblingOptions(z),
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
  const t = useTexts();
  const { id, label, description, required, disabled, errors, ...field } =
    fieldProps(props, {
      label: t('form.field.name'),
      description: t('form.field.nameHelp'),
    });
  const { value, onChange } = field;
  const uiOptions = props.uiSchema['ui:options'];
  const { namespace } = siblingsOf(props.formContext?.formData, uiOptions);
  const predictor = uiOptions?.predictor;
  const problem = value ? nameProblem(value, t) : undefined;
  const hints =
    value && !problem ? nameHints(value, { namespace, predictor }, t) : [];
  const error = notSaidBelow(problem, errors);
  const note = hints.length
    ? t('form.hint.note', { hints: hints.join(' ') })
    : undefined;
  return (
    <TextField
      fullWidth
      id={id}
      label={label}
      margin="normal"
      required={required}
      disabled={disabled}
      error={Boolean(problem || errors?.length)}
      helperText={error ?? note ?? description}
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
