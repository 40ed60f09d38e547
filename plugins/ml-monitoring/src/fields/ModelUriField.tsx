import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { AllowedText } from './AllowedText';
import { fieldProps } from './fieldProps';
import { modelUriProblem } from './references';
import { useTexts } from './texts';
import { validateModelUri } from './validation';

const schema = makeFieldSchema({
  output: z => z.string().describe('Where a trained model is stored'),
});

/** Where a trained model is stored; says which places are allowed. */
export function ModelUriField(props: typeof schema.TProps) {
  const t = useTexts();
  const field = fieldProps(props, {
    label: t('form.field.modelUri'),
    description: t('form.field.modelUriHelp'),
  });
  return (
    <AllowedText
      {...field}
      allowed="modelUris"
      placeholder={props.uiSchema['ui:placeholder']}
      problem={field.value ? modelUriProblem(field.value, t) : undefined}
    />
  );
}

export const modelUriField = createFormField({
  name: 'MlMonitoringModelUri',
  component: ModelUriField,
  validation: validateModelUri,
  schema,
});
