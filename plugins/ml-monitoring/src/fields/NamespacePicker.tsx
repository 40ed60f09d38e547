import { useApi } from '@backstage/frontend-plugin-api';
import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { mlMonitoringApiRef } from '../api/mlMonitoringApiRef';
import { OptionPicker } from './OptionPicker';
import { fieldProps } from './fieldProps';
import { siblingsOf } from './siblings';
import { useOptions } from './useOptions';
import { validateNamespace } from './validation';

const schema = makeFieldSchema({
  output: z => z.string().describe('The name of the namespace'),
  uiOptions: z =>
    z.object({
      clusterField: z
        .string()
        .optional()
        .describe('The parameter that holds the cluster. Default: cluster'),
    }),
});

/** The namespaces of the chosen cluster; those that models may not be deployed to say why. */
export function NamespacePicker(props: typeof schema.TProps) {
  const api = useApi(mlMonitoringApiRef);
  const { cluster } = siblingsOf(
    props.formContext?.formData,
    props.uiSchema['ui:options'],
  );
  const options = useOptions(cluster, async (name, { signal }) => {
    const { items } = await api.listNamespaceOptions(
      { cluster: name },
      { signal },
    );
    return items.map(({ name: namespace, allowed, reason }) => ({
      value: namespace,
      title: namespace,
      refusal: allowed ? undefined : (reason ?? 'It is not allowed'),
    }));
  });
  return (
    <OptionPicker
      {...fieldProps(props, {
        label: 'Namespace',
        description: 'The Kubernetes namespace of the model',
      })}
      options={options}
      notYet={cluster ? undefined : 'Choose a cluster first'}
      nothing="The cluster shows no namespace. Ask the platform team which ones models may run in."
    />
  );
}

export const namespacePickerField = createFormField({
  name: 'MlMonitoringNamespacePicker',
  component: NamespacePicker,
  validation: validateNamespace,
  schema,
});
