import type { MetricsSourceError } from '../../../plugins/ml-monitoring-backend/src/metrics';
import type { Check } from '../Check';
import { grid } from '../engines/knownSeries';
import type { Caller, Tenancy } from './Tenancy';

const at = new Date(grid.endSeconds * 1000);
const namespace = 'ml-mon';

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
