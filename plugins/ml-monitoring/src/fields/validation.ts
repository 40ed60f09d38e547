import type { ApiHolder } from '@backstage/frontend-plugin-api';
import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import type { MlMonitoringApi } from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringApiRef } from '../api/mlMonitoringApiRef';
import { nameProblem } from './modelName';
import { siblingsOf, type SiblingNames } from './siblings';

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

export const validateCluster: CustomFieldValidator<string, any> = async (
  cluster,
  field,
  { apiHolder },
) => {
  const options = await lookUp(apiHolder, api => api.listClusterOptions({}));
  if (!cluster || !options) {
    return;
  }
  const option = options.items.find(({ name }) => name === cluster);
  if (!option) {
    field.addError(`The portal knows no cluster ${cluster}`);
  } else if (!option.usable) {
    field.addError(`${cluster} cannot be used: ${option.reason}`);
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
  const option = options?.items.find(({ name }) => name === namespace);
  if (options && !option) {
    field.addError(`Cluster ${cluster} shows no namespace ${namespace}`);
  } else if (option && !option.allowed) {
    field.addError(`${namespace} cannot be used: ${option.reason}`);
  }
};

export const validateModelName: CustomFieldValidator<
  string,
  SiblingNames & { allowExisting?: boolean }
> = async (name, field, { apiHolder, formData, uiSchema }) => {
  if (!name) {
    return;
  }
  const problem = nameProblem(name);
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
    field.addError(
      `${namespace} has a model of that name already. Choose another name`,
    );
  }
};
