import { exampleOf } from '../exampleOf';

const step = { id: 'wait', name: 'Wait for the model' };
const model = { cluster: 'local', namespace: 'ml-mon', name: 'fraud' };

export const examples = [
  exampleOf('seldon:model:wait', 'Wait until a model is up', model, step),
  exampleOf(
    'seldon:model:wait',
    'Wait longer for a model that takes long to load',
    { ...model, timeout: '30m' },
    step,
  ),
];
