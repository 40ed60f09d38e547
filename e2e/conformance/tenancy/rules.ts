import { until } from '../../control-plane/until';
import type { Tenancy } from './Tenancy';

export const namespace = 'ml-mon';

const always = (alert: string, more: object) => ({
  alert,
  expr: 'vector(1)',
  ...more,
});

/** Two alerts of the namespace that the reader may read, and one of another. */
export const rules = {
  groups: [
    {
      name: 'models',
      rules: [
        always('ModelDown', {
          labels: { namespace, severity: 'critical' },
          annotations: { summary: 'The model is down' },
        }),
        always('ModelSlow', { labels: { namespace }, for: '1h' }),
        always('OtherModelDown', { labels: { namespace: 'ml-b' } }),
      ],
    },
  ],
};

/** Alerts come about when rules are evaluated. */
export const untilEvaluated = (
  { source }: Tenancy,
  options: { failed?: Promise<Error> } = {},
) =>
  until(async () => (await source.alerts({ namespace }))?.length === 2, {
    what: 'the alerts of the reader',
    timeoutMilliseconds: 60_000,
    ...options,
  });
