import { exampleOf } from '../exampleOf';

const model = { cluster: 'local', namespace: 'ml-mon', name: 'fraud' };
const step = { id: 'abort', name: 'Take the new version back' };

export const examples = [
  exampleOf(
    'seldon:model:abort',
    'Go back to the version that ran before',
    model,
    step,
  ),
  exampleOf(
    'seldon:model:abort',
    'Go back when a step before has failed, such as one that compares the versions',
    model,
    { ...step, if: '${{ failure() }}' },
  ),
];
