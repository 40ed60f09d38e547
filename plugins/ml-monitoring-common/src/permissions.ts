import { createPermission } from '@backstage/plugin-permission-common';

/** The resource type that model permissions are about. @public */
export const RESOURCE_TYPE_ML_MODEL = 'ml-model';

const resourceType = RESOURCE_TYPE_ML_MODEL;

/** See a model, its health and its metrics. @public */
export const modelReadPermission = createPermission({
  name: 'ml-monitoring.model.read',
  attributes: { action: 'read' },
  resourceType,
});

/** Read the last log lines of a model's containers. @public */
export const modelLogsPermission = createPermission({
  name: 'ml-monitoring.model.logs',
  attributes: { action: 'read' },
  resourceType,
});

/** Send a test prediction. @public */
export const modelPredictPermission = createPermission({
  name: 'ml-monitoring.model.predict',
  attributes: {},
  resourceType,
});

/** Deploy, expose or monitor a model. Judged over the model as requested. @public */
export const modelProvisionPermission = createPermission({
  name: 'ml-monitoring.model.provision',
  attributes: { action: 'create' },
  resourceType,
});

/** Delete a model and what belongs to it. @public */
export const modelDeletePermission = createPermission({
  name: 'ml-monitoring.model.delete',
  attributes: { action: 'delete' },
  resourceType,
});

/** See whether a cluster is ready for monitored models. @public */
export const clusterReadPermission = createPermission({
  name: 'ml-monitoring.cluster.read',
  attributes: { action: 'read' },
});

/** @public */
export const mlMonitoringPermissions = [
  modelReadPermission,
  modelLogsPermission,
  modelPredictPermission,
  modelProvisionPermission,
  modelDeletePermission,
  clusterReadPermission,
];
