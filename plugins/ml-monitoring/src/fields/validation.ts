import type { ApiHolder } from '@backstage/frontend-plugin-api';
import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import type { MlMonitoringApi } from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringApiRef } from '../api/mlMonitoringApiRef';
import { nameProblem } from './modelName';
import { PROTOCOL_TITLES, type Protocol } from './protocols';
import { imageProblem, modelUriProblem } from './references';
import { siblingsOf, type SiblingNames } from './siblings';
import { textsOf, type Texts } from './texts';
import { trafficProblem, type Traffic } from './traffic';

/**
 * A form can be filled in by its address, past every picker, so each value is looked up again. A look-up that fails blocks
 * nobody: the backend checks everything once more before it applies anything.
 */
async function lookUp<T>(
  apiHolder: Pick<ApiHolder, 'get'>,
  ask: (api: MlMonitoringApi) => Promise<T>,
): Promise<T | undefined> {
  const api = apiHolder.get(mlMonitoringApiRef);
  return api && ask(api).catch(() => undefined);
}

/** For what can be judged without asking anybody. */
function judgedBy<T>(
  problemOf: (value: T, t: Texts) => string | undefined,
): CustomFieldValidator<T, any> {
  return async (value, field, { apiHolder }) => {
    const problem = value && problemOf(value, await textsOf(apiHolder));
    if (problem) {
      field.addError(problem);
    }
  };
}

export const validateImage = judgedBy<string>(imageProblem);
export const validateModelUri = judgedBy<string>(modelUriProblem);
export const validateTraffic = judgedBy<Traffic>(trafficProblem);

export const validateCluster: CustomFieldValidator<string, any> = async (
  cluster,
  field,
  { apiHolder },
) => {
  const options = await lookUp(apiHolder, api => api.listClusterOptions({}));
  if (!cluster || !options) {
    return;
  }
  const t = await textsOf(apiHolder);
  const option = options.items.find(({ name }) => name === cluster);
  if (!option) {
    field.addError(t('form.refused.unknownCluster', { cluster }));
  } else if (!option.usable) {
    const reason = option.reason ?? t('form.field.clusterUnusable');
    field.addError(t('form.refused.unusable', { name: cluster, reason }));
  }
};

export const validateNamespace: CustomFieldValidator<
  string,
  SiblingNames
> = async (namespace, field, { apiHolder, formData, uiSchema }) => {
  const { cluster } = siblingsOf(formData, uiSchema?.['ui:options']);
  if (!namespace || !cluster) {
    return;
  }
  const options = await lookUp(apiHolder, api =>
    api.listNamespaceOptions({ cluster }),
  );
  const t = await textsOf(apiHolder);
  const option = options?.items.find(({ name }) => name === namespace);
  if (options && !option) {
    field.addError(t('form.refused.unknownNamespace', { cluster, namespace }));
  } else if (option && !option.allowed) {
    const reason = option.reason ?? t('form.field.namespaceRefused');
    field.addError(t('form.refused.unusable', { name: namespace, reason }));
  }
};

export const validateModelName: CustomFieldValidator<
  string,
  SiblingNames & { allowExisting?: boolean }
> = async (name, field, { apiHolder, formData, uiSchema }) => {
  if (!name) {
    return;
  }
  const t = await textsOf(apiHolder);
  const problem = nameProblem(name, t);
  if (problem) {
    field.addError(problem);
    return;
  }
  const options = uiSchema?.['ui:options'];
  const { cluster, namespace } = siblingsOf(formData, options);
  if (!cluster || !namespace || options?.allowExisting) {
    return;
  }
  // Whoever may not see a model learns nothing here: for them it is not there.
  const taken = await lookUp(apiHolder, api =>
    api.getModel({ cluster, namespace, name }),
  );
  if (taken) {
    field.addError(t('form.refused.nameTaken', { namespace }));
  }
};

export const validateModel: CustomFieldValidator<string, SiblingNames> = async (
  name,
  field,
  { apiHolder, formData, uiSchema },
) => {
  const { cluster, namespace } = siblingsOf(formData, uiSchema?.['ui:options']);
  if (!name || !cluster || !namespace) {
    return;
  }
  const found = await lookUp(apiHolder, api =>
    api
      .getModel({ cluster, namespace, name })
      .then(() => true)
      .catch(error => {
        if (error?.statusCode === 404) {
          return false;
        }
        throw error;
      }),
  );
  if (found === false) {
    const t = await textsOf(apiHolder);
    field.addError(t('form.refused.unknownModel', { namespace, name }));
  }
};

export const validateServer: CustomFieldValidator<
  { server?: string; protocol?: Protocol },
  SiblingNames
> = async (value, field, { apiHolder, formData, uiSchema }) => {
  const { cluster } = siblingsOf(formData, uiSchema?.['ui:options']);
  const { server, protocol } = value ?? {};
  if (!server || !cluster) {
    return;
  }
  const options = await lookUp(apiHolder, api =>
    api.listServerOptions({ cluster }),
  );
  const t = await textsOf(apiHolder);
  const option = options?.items.find(({ name }) => name === server);
  if (options && !option) {
    field.addError(t('form.refused.unknownServer', { server }));
  } else if (option && protocol && !option.protocols.includes(protocol)) {
    field.addError(
      t('form.refused.unspokenProtocol', {
        server: option.title,
        protocol: t(PROTOCOL_TITLES[protocol]),
      }),
    );
  }
};
