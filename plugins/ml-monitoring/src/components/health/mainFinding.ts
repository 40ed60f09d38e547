import type {
  Finding,
  HealthReport,
} from 'backstage-plugin-ml-monitoring-common';

/** The finding that explains the verdict, where one does: the first of those, since the worst come first. */
export function mainFinding(
  report: Pick<HealthReport, 'status' | 'findings'>,
): Finding | undefined {
  return report.status === 'healthy'
    ? undefined
    : report.findings.find(finding => finding.status === report.status);
}
