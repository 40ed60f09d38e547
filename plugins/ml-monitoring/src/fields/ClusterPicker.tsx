import { useApi } from '@backstage/frontend-plugin-api';
import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { mlMonitoringApiRef } from '../api/mlMonitoringApiRef';
import { ClusterReadinessNote } from './ClusterReadinessNote';
import { OptionPicker } from './OptionPicker';
import { fieldProps } from './fieldProps';
import { useTexts } from './texts';
import { useAnswer } from './useAnswer';
import { validateCluster } from './validation';

const schema = makeFieldSchema({
  output: z => z.string().describe('The name of the cluster'),
  uiOptions: z =>
    z.object({
      readiness: z
        .boolean()
        .optional()
        .describe(
          'Show whether the cluster is ready for monitored models. Default: true',
        ),
    }),
});

/** The clusters of the portal; those that models cannot be deployed to say why. */
export function ClusterPicker(props: typeof schema.TProps) {
  const t = useTexts();
  const api = useApi(mlMonitoringApiRef);
  const options = useAnswer('clusters', async (_, { signal }) => {
    const { items } = await api.listClusterOptions({}, { signal });
    return items.map(({ name, title, usable, reason }) => ({
      value: name,
      title,
      refusal: usable ? undefined : (reason ?? t('form.field.clusterUnusable')),
    }));
  });
  const chosen = props.formData;
  const isUsable =
    options.status === 'loaded' &&
    options.data.some(({ value, refusal }) => value === chosen && !refusal);
  const readiness = props.uiSchema['ui:options']?.readiness ?? true;
  return (
    <>
      <OptionPicker
        {...fieldProps(props, {
          label: t('form.field.cluster'),
          description: t('form.field.clusterHelp'),
        })}
        options={options}
        nothing={t('form.field.clusterNone')}
      />
      {readiness && chosen && isUsable && (
        <ClusterReadinessNote cluster={chosen} />
      )}
    </>
  );
}

export const clusterPickerField = createFormField({
  name: 'MlMonitoringClusterPicker',
  component: ClusterPicker,
  validation: validateCluster,
  schema,
});
