import {
  severityOf,
  type Diagnosis,
  type HealthReport,
} from 'backstage-plugin-ml-monitoring-common';
import type { FaultRow } from './faultTable';

export const isAboveInfo = ({ status }: Pick<HealthReport, 'status'>) =>
  severityOf(status) > severityOf('progressing');

/** What is there instead of what the table says; empty where they agree. */
export function differences(
  row: FaultRow,
  { status, findings }: HealthReport,
): string[] {
  const bad = findings.filter(isAboveInfo);
  const expected = [...row.findings, ...(row.also ?? [])];
  const missing = row.findings.filter(
    rule => !bad.some(finding => finding.rule === rule),
  );
  const unrelated = bad.filter(({ rule }) => !expected.includes(rule));
  const [main] = bad;
  return [
    ...(status === row.verdict
      ? []
      : [`verdict ${status} instead of ${row.verdict}`]),
    ...missing.map(
      rule =>
        `no finding ${rule} among ${findings.map(each => `${each.rule} (${each.status})`).join(', ')}`,
    ),
    ...unrelated.map(
      ({ rule, title }) => `unrelated finding ${rule}: ${title}`,
    ),
    ...(main && row.findings.length && main.rule !== row.findings[0]
      ? [`first finding ${main.rule} instead of ${row.findings[0]}`]
      : []),
    ...(row.remedy && !row.remedy.test(main?.remedy ?? '')
      ? [`remedy "${main?.remedy}" instead of ${row.remedy}`]
      : []),
    ...(row.container && main?.container?.container !== row.container
      ? [`log of ${main?.container?.container} instead of ${row.container}`]
      : []),
  ];
}

export function misdiagnosed(row: FaultRow, diagnosis: Diagnosis): string[] {
  const { brokenAt = null, summary } = diagnosis;
  return brokenAt === row.brokenAt
    ? []
    : [
        `diagnosis "${summary}", which is ${brokenAt} instead of ${row.brokenAt}`,
      ];
}
