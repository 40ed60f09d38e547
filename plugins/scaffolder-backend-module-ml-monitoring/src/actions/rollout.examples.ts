import { exampleOf } from '../exampleOf';

const step = { id: 'rollout', name: 'Put the new version beside the old one' };
const model = { cluster: 'local', namespace: 'ml-mon', name: 'fraud' };

export const examples = [
  exampleOf(
    'seldon:model:rollout',
    'Give a new image 20 % of the requests',
    { ...model, image: 'seldonio/fraud:2', trafficPercent: 20 },
    step,
  ),
  exampleOf(
    'seldon:model:rollout',
    'Prepare a newly trained model that gets no request until it is promoted',
    { ...model, modelUri: 's3://models/fraud/2', trafficPercent: 0 },
    step,
  ),
  exampleOf(
    'seldon:model:rollout',
    'Watch the numbers of the new version, and fail when more than 1 % of its predictions do',
    {
      ...model,
      image: { classifier: 'seldonio/fraud:2' },
      trafficPercent: 10,
      compare: {
        forAtLeast: '10m',
        minimumRequests: 500,
        maxErrorRatio: 0.01,
        maxLatencyP95Seconds: 0.25,
      },
    },
    step,
  ),
];
