import type { MetricsSourceError } from '../../../plugins/ml-monitoring-backend/src/metrics';
import type { Check } from '../Check';
import { grid } from '../engines/knownSeries';
import { namespace } from './rules';
import type { Caller, Tenancy } from './Tenancy';

const at = new Date(grid.endSeconds * 1000);

async function refusalOf(ask: Promise<unknown>) {
  try {
    await ask;
    return 'none';
  } catch (error) {
    const { problem, message } = error as MetricsSourceError;
    return { problem, message };
  }
}

const asked = (
  tenancy: Tenancy,
  caller: Caller,
  query: string,
  options: { namespace?: string },
) => refusalOf(tenancy.as(caller).instant(query, { at, ...options }));

export const tenancyChecks: Check<Tenancy>[] = [
  {
    title: 'tenancy: who is not known, and who has no right',
    observe: async tenancy => ({
      nobody: await asked(tenancy, 'nobody', 'up', { namespace }),
      stranger: await asked(tenancy, 'stranger', 'up', { namespace }),
      elsewhere: await asked(tenancy, 'reader', 'up', { namespace: 'ml-b' }),
    }),
  },
  {
    title: 'tenancy: a question about no namespace, and about another',
    observe: async tenancy => ({
      none: await asked(tenancy, 'reader', 'up', {}),
      another: await asked(tenancy, 'reader', 'up{namespace="ml-b"}', {
        namespace,
      }),
    }),
  },
  {
    title: 'tenancy: alerts and rules of one namespace, by the port for them',
    async observe({ source }) {
      const alerts = await source.alerts({ namespace });
      return {
        // When the rules were first evaluated is no matter.
        alerts: alerts
          ?.map(({ since, ...alert }) => alert)
          .sort((left, right) => left.name.localeCompare(right.name)),
        rules: await source.hasAlertRules({ namespace }),
      };
    },
  },
  {
    title: 'tenancy: who may not read rules, and rules of no namespace',
    async observe(tenancy) {
      const alertsFor = (caller: Caller, options: { namespace?: string }) =>
        refusalOf(tenancy.as(caller).alerts(options));
      return {
        nobody: await alertsFor('nobody', { namespace }),
        stranger: await alertsFor('stranger', { namespace }),
        elsewhere: await alertsFor('reader', { namespace: 'ml-b' }),
        none: await alertsFor('reader', {}),
      };
    },
  },
  {
    title: 'tenancy: a question too long for most URLs is still read',
    async observe({ source }) {
      const names = Array.from({ length: 200 }, (_, n) => `model-${n}-pod`);
      const { value } = await source.instant(
        `count(up{namespace="${namespace}",pod!~"${names.join('|')}"})`,
        { at, namespace },
      );
      return { value: value[0]?.value };
    },
  },
];
