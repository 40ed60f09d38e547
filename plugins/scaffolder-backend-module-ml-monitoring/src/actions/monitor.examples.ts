import { exampleOf } from '../exampleOf';

const step = { id: 'monitor', name: 'Monitor the model' };
const model = { cluster: 'local', namespace: 'ml-mon', name: 'fraud' };

export const examples = [
  exampleOf(
    'seldon:model:monitor',
    'Scrape the requests and latency of a model',
    model,
    step,
  ),
  exampleOf(
    'seldon:model:monitor',
    'Scrape the metrics that the model itself reports as well, every 15 seconds',
    { ...model, customMetrics: true, scrapeInterval: '15s' },
    step,
  ),
];
