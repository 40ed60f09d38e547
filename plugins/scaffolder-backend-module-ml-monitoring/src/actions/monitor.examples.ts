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
  exampleOf(
    'seldon:model:monitor',
    'Hold a model to what is promised of it, with alert rules and a Grafana dashboard',
    {
      ...model,
      slo: { availabilityPercent: 99.9, latencyP95: '250ms' },
      alerts: true,
      runbook: 'https://runbooks.example.com/fraud',
      dashboard: true,
    },
    step,
  ),
];
