import type { HealthReport } from 'backstage-plugin-ml-monitoring-common';

/** The summary without the verdict it begins with, for where the verdict stands beside it. */
export function reasonOf({
  status,
  summary,
}: Pick<HealthReport, 'status' | 'summary'>): string {
  if (!summary.toLowerCase().startsWith(`${status}: `)) {
    return summary;
  }
  const reason = summary.slice(status.length + 2);
  return reason.charAt(0).toUpperCase() + reason.slice(1);
}
