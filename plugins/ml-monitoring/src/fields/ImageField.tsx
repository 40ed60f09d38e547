import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { AllowedText } from './AllowedText';
import { fieldProps } from './fieldProps';
import { imageProblem } from './references';
import { useTexts } from './texts';
import { validateImage } from './validation';

const schema = makeFieldSchema({
  output: z => z.string().describe('A container image'),
});

/** A container image; says which ones are allowed. */
export function ImageField(props: typeof schema.TProps) {
  const t = useTexts();
  const field = fieldProps(props, {
    label: t('form.field.image'),
    description: t('form.field.imageHelp'),
  });
  return (
    <AllowedText
      {...field}
      allowed="images"
      placeholder={props.uiSchema['ui:placeholder']}
      problem={field.value ? imageProblem(field.value, t) : undefined}
    />
  );
}

export const imageField = createFormField({
  name: 'MlMonitoringImage',
  component: ImageField,
  validation: validateImage,
  schema,
});
