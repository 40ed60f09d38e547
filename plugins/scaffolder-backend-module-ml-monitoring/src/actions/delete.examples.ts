import { exampleOf } from '../exampleOf';

const model = { cluster: 'local', namespace: 'ml-mon', name: 'fraud' };

export const examples = [
  exampleOf(
    'seldon:model:delete',
    'Delete a model and what was made for it',
    model,
    { id: 'delete', name: 'Delete the model' },
  ),
  exampleOf(
    'seldon:model:delete',
    'Take a model back when a later step failed',
    model,
    {
      id: 'clean-up',
      name: 'Take the model back',
      if: '${{ failure() }}',
    },
  ),
];
