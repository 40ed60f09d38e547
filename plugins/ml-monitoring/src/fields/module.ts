import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';

/**
 * The form fields that templates choose a cluster, a namespace and a model name with.
 *
 * @public
 */
export const scaffolderFieldsModule = createFrontendModule({
  pluginId: 'scaffolder',
  extensions: [
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
  ],
});
