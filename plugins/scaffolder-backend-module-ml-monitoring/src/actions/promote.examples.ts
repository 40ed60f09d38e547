import { exampleOf } from '../exampleOf';

export const examples = [
  exampleOf(
    'seldon:model:promote',
    'Give the new version all requests',
    { cluster: 'local', namespace: 'ml-mon', name: 'fraud' },
    { id: 'promote', name: 'Promote the new version' },
  ),
];
