import { useApi } from '@backstage/frontend-plugin-api';
import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { mlMonitoringApiRef } from '../api/mlMonitoringApiRef';
import { OptionPicker } from './OptionPicker';
import { fieldProps } from './fieldProps';
import { useOptions } from './useOptions';
import { validateCluster } from './validation';

const schema = makeFieldSchema({
  output: z => z.string().describe('The name of the cluster'),
});

/** The clusters of the portal; those that models cannot be deployed to say why. */
export function ClusterPicker(props: typeof schema.TProps) {
  const api = useApi(mlMonitoringApiRef);
  const options = useOptions('clusters', async (_, { signal }) => {
    const { items } = await api.listClusterOptions({}, { signal });
    return items.map(({ name, title, usable, reason }) => ({
      value: name,
      title,
      refusal: usable ? undefined : (reason ?? 'It cannot be used'),
    }));
  });
  return (
    <OptionPicker
      {...fieldProps(props, {
        label: 'Cluster',
        description: 'Where the model runs',
      })}
      options={options}
      nothing="The portal knows no cluster. Ask the platform team to add one to its Kubernetes configuration."
    />
  );
}

export const clusterPickerField = createFormField({
  name: 'MlMonitoringClusterPicker',
  component: ClusterPicker,
  validation: validateCluster,
  schema,
});
