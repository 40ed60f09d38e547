import type { Finding } from 'backstage-plugin-ml-monitoring-common';

/** What an address calls a finding: stable as long as it lasts. */
export function findingKey({
  rule,
  predictor,
}: Pick<Finding, 'rule' | 'predictor'>): string {
  return predictor ? `${rule}:${predictor}` : rule;
}
