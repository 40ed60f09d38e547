import { useApi } from '@backstage/frontend-plugin-api';
import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { mlMonitoringApiRef } from '../api/mlMonitoringApiRef';
import { OptionPicker } from './OptionPicker';
import { fieldProps } from './fieldProps';
import { siblingOptions, siblingsOf } from './siblings';
import { useTexts } from './texts';
import { useAnswer } from './useAnswer';
import { validateModel } from './validation';

/** The most that the backend gives at once; a namespace with more models than that is not picked from a list. */
const MAX_MODELS = 1000;

const schema = makeFieldSchema({
  output: z => z.string().describe('The name of the SeldonDeployment'),
  uiOptions: z => z.object(siblingOptions(z)),
});

/** The models of the chosen namespace, each with how it is. */
export function ModelPicker(props: typeof schema.TProps) {
  const t = useTexts();
  const api = useApi(mlMonitoringApiRef);
  const { cluster, namespace } = siblingsOf(
    props.formContext?.formData,
    props.uiSchema['ui:options'],
  );
  const place = cluster && namespace ? `${cluster}/${namespace}` : undefined;
  const options = useAnswer(place, async (_, { signal }) => {
    const { items } = await api.listModels(
      { cluster, namespace, limit: MAX_MODELS },
      { signal },
    );
    return items.map(({ ref, summary }) => ({
      value: ref.name,
      title: ref.name,
      detail: summary,
    }));
  });
  return (
    <OptionPicker
      {...fieldProps(props, {
        label: t('form.field.model'),
        description: t('form.field.modelHelp'),
      })}
      options={options}
      notYet={
        place
          ? undefined
          : t(cluster ? 'form.field.namespaceFirst' : 'form.field.clusterFirst')
      }
      nothing={t('form.field.modelNone')}
    />
  );
}

export const modelPickerField = createFormField({
  name: 'MlMonitoringModelPicker',
  component: ModelPicker,
  validation: validateModel,
  schema,
});
