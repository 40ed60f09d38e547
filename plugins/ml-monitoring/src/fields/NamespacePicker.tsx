import { useApi } from '@backstage/frontend-plugin-api';
import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { mlMonitoringApiRef } from '../api/mlMonitoringApiRef';
import { OptionPicker } from './OptionPicker';
import { fieldProps } from './fieldProps';
import { clusterFieldOption, siblingsOf } from './siblings';
import { useTexts } from './texts';
import { useAnswer } from './useAnswer';
import { validateNamespace } from './validation';

const schema = makeFieldSchema({
  output: z => z.string().describe('The name of the namespace'),
  uiOptions: z => z.object(clusterFieldOption(z)),
});

/** The namespaces of the chosen cluster; those that models may not be deployed to say why. */
export function NamespacePicker(props: typeof schema.TProps) {
  const t = useTexts();
  const api = useApi(mlMonitoringApiRef);
  const { cluster } = siblingsOf(
    props.formContext?.formData,
    props.uiSchema['ui:options'],
  );
  const options = useAnswer(cluster, async (name, { signal }) => {
    const { items } = await api.listNamespaceOptions(
      { cluster: name },
      { signal },
    );
    return items.map(({ name: namespace, allowed, reason }) => ({
      value: namespace,
      title: namespace,
      refusal: allowed
        ? undefined
        : (reason ?? t('form.field.namespaceRefused')),
    }));
  });
  return (
    <OptionPicker
      {...fieldProps(props, {
        label: t('form.field.namespace'),
        description: t('form.field.namespaceHelp'),
      })}
      options={options}
      notYet={cluster ? undefined : t('form.field.clusterFirst')}
      nothing={t('form.field.namespaceNone')}
    />
  );
}

export const namespacePickerField = createFormField({
  name: 'MlMonitoringNamespacePicker',
  component: NamespacePicker,
  validation: validateNamespace,
  schema,
});
