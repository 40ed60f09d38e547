import type {
  Finding,
  HealthStatus,
} from 'backstage-plugin-ml-monitoring-common';

const quiet: HealthStatus[] = ['healthy', 'stopped', 'progressing'];

/** Whether a finding is more than information. */
export function needsAttention({ status }: Pick<Finding, 'status'>): boolean {
  return !quiet.includes(status);
}
