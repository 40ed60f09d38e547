import { healthStatusSchema, type HealthStatus } from '../contract/health';

/** Higher is worse. @public */
export function severityOf(status: HealthStatus): number {
  return healthStatusSchema.options.indexOf(status);
}

/** @returns `unknown` when there is nothing to choose from: no news is not good news. @public */
export function worstOf(statuses: readonly HealthStatus[]): HealthStatus {
  return statuses.length
    ? statuses.reduce((a, b) => (severityOf(b) > severityOf(a) ? b : a))
    : 'unknown';
}
