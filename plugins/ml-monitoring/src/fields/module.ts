import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import { runOutputs } from '../extensions/resultPage';

/**
 * The form fields that templates choose clusters, models and versions with and show their plan by, and what the page of a run
 * says when it left a model behind.
 *
 * @public
 */
export const scaffolderFieldsModule = createFrontendModule({
  pluginId: 'scaffolder',
  extensions: [
    runOutputs,
    FormFieldBlueprint.make({
      name: 'ml-monitoring-cluster-picker',
      params: {
        field: () => import('./ClusterPicker').then(m => m.clusterPickerField),
      },
    }),
    FormFieldBlueprint.make({
      name: 'ml-monitoring-namespace-picker',
      params: {
        field: () =>
          import('./NamespacePicker').then(m => m.namespacePickerField),
      },
    }),
    FormFieldBlueprint.make({
      name: 'ml-monitoring-model-name',
      params: {
        field: () => import('./ModelName').then(m => m.modelNameField),
      },
    }),
    FormFieldBlueprint.make({
      name: 'ml-monitoring-model-picker',
      params: {
        field: () => import('./ModelPicker').then(m => m.modelPickerField),
      },
    }),
    FormFieldBlueprint.make({
      name: 'ml-monitoring-server-picker',
      params: {
        field: () => import('./ServerPicker').then(m => m.serverPickerField),
      },
    }),
    FormFieldBlueprint.make({
      name: 'ml-monitoring-image',
      params: {
        field: () => import('./ImageField').then(m => m.imageField),
      },
    }),
    FormFieldBlueprint.make({
      name: 'ml-monitoring-model-uri',
      params: {
        field: () => import('./ModelUriField').then(m => m.modelUriField),
      },
    }),
    FormFieldBlueprint.make({
      name: 'ml-monitoring-traffic',
      params: {
        field: () => import('./TrafficField').then(m => m.trafficField),
      },
    }),
    FormFieldBlueprint.make({
      name: 'ml-monitoring-plan',
      params: {
        field: () => import('./plan/PlanField').then(m => m.planField),
      },
    }),
    FormFieldBlueprint.make({
      name: 'ml-monitoring-files',
      params: {
        field: () => import('./plan/FilesField').then(m => m.filesField),
      },
    }),
  ],
});
