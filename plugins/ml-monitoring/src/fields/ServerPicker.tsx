import { useApi } from '@backstage/frontend-plugin-api';
import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { mlMonitoringApiRef } from '../api/mlMonitoringApiRef';
import { OptionPicker } from './OptionPicker';
import { fieldProps } from './fieldProps';
import { PROTOCOL_TITLES, type Protocol } from './protocols';
import { clusterFieldOption, siblingsOf } from './siblings';
import { useTexts } from './texts';
import { useAnswer, type Answer } from './useAnswer';
import { validateServer } from './validation';

const schema = makeFieldSchema({
  output: z =>
    z
      .object({
        server: z
          .string()
          .optional()
          .describe('The key of the prepackaged server, e.g. SKLEARN_SERVER'),
        protocol: z
          .enum(['seldon', 'tensorflow', 'v2'])
          .optional()
          .describe('One that the server speaks'),
      })
      .describe('A prepackaged server, with the protocol it is asked in'),
  uiOptions: z => z.object(clusterFieldOption(z)),
});

/** The prepackaged servers of the chosen cluster, and of the chosen one the protocols it speaks. */
export function ServerPicker(props: typeof schema.TProps) {
  const t = useTexts();
  const api = useApi(mlMonitoringApiRef);
  const { id, label, description, ...field } = fieldProps(props, {
    label: t('form.field.server'),
    description: t('form.field.serverHelp'),
  });
  const { value, onChange } = field;
  const { cluster } = siblingsOf(
    props.formContext?.formData,
    props.uiSchema['ui:options'],
  );
  const servers = useAnswer(cluster, async (name, { signal }) => {
    const { items } = await api.listServerOptions(
      { cluster: name },
      { signal },
    );
    return items;
  });
  const serverOptions = mapAnswer(servers, items =>
    items.map(({ name, title }) => ({ value: name, title, detail: name })),
  );
  const protocolsOf = (server?: string): Protocol[] =>
    (servers.status === 'loaded' &&
      servers.data.find(({ name }) => name === server)?.protocols) ||
    [];
  const protocolOptions = mapAnswer(servers, () =>
    protocolsOf(value?.server).map(protocol => ({
      value: protocol,
      title: t(PROTOCOL_TITLES[protocol]),
    })),
  );
  const shared = { required: field.required, disabled: field.disabled };
  return (
    <>
      <OptionPicker
        {...shared}
        id={id}
        label={label}
        description={description}
        errors={field.errors}
        value={value?.server}
        onChange={server =>
          onChange(
            server ? { server, protocol: protocolsOf(server)[0] } : undefined,
          )
        }
        options={serverOptions}
        notYet={cluster ? undefined : t('form.field.clusterFirst')}
        nothing={t('form.field.serverNone')}
      />
      <OptionPicker
        {...shared}
        id={id && `${id}-protocol`}
        label={t('form.field.protocol')}
        description={t('form.field.protocolHelp')}
        value={value?.protocol}
        onChange={protocol =>
          onChange({ ...value, protocol: protocol as Protocol | undefined })
        }
        options={protocolOptions}
        notYet={value?.server ? undefined : t('form.field.serverFirst')}
        nothing={t('form.field.serverNone')}
      />
    </>
  );
}

function mapAnswer<A, B>(answer: Answer<A>, map: (data: A) => B): Answer<B> {
  return answer.status === 'loaded'
    ? { status: 'loaded', data: map(answer.data) }
    : answer;
}

export const serverPickerField = createFormField({
  name: 'MlMonitoringServerPicker',
  component: ServerPicker,
  validation: validateServer,
  schema,
});
