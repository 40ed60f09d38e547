import type { ReadinessFacts } from '../facts';
import { defineCheck } from './types';

export const metricsSource = defineCheck<Pick<ReadinessFacts, 'metrics'>>(
  { id: 'metrics-source', title: 'The portal can read metrics' },
  ({ metrics }) => {
    const { status, title, message } = metrics;
    const evidence = message ? [message] : [];
    switch (status) {
      case 'ok':
      case 'partial':
      case 'stale':
        return { status: 'ok', summary: `${title} answers`, evidence };
      case 'absent':
        return {
          status: 'broken',
          summary:
            'No Prometheus is known that has the metrics of this cluster',
          evidence,
          fix: {
            summary:
              'Name it under mlMonitoring.prometheus in the configuration of the portal.',
          },
        };
      default:
        return {
          status: 'broken',
          summary: `${title} ${status === 'forbidden' ? 'refuses access' : 'does not answer'}`,
          evidence,
          fix: {
            summary:
              'Check the entry of this cluster under mlMonitoring.prometheus in the configuration of the portal, and that its Prometheus runs.',
          },
        };
    }
  },
);
