/** Answered by every Prometheus that can be asked at all, whatever it has stored. @public */
export const REACHABLE_QUERY = 'vector(1)';
