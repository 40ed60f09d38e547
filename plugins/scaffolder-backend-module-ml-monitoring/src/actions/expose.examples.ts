import { exampleOf } from '../exampleOf';

const step = { id: 'expose', name: 'Expose the model' };
const model = { cluster: 'local', namespace: 'ml-mon', name: 'fraud' };

export const examples = [
  exampleOf(
    'seldon:model:expose',
    'Expose a model in the way the cluster has, under the host it gives out',
    model,
    step,
  ),
  exampleOf(
    'seldon:model:expose',
    'Expose a model by an OpenShift Route under a host of your own',
    { ...model, kind: 'route', host: 'fraud.apps.example.com' },
    step,
  ),
];
