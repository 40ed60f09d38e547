import type { Alert } from 'backstage-plugin-ml-monitoring-common';

export interface AlertCount {
  state: Alert['state'];
  number: number;
  /** Each name once, in the order of the alerts. */
  names: string[];
}

/** How many alerts are on, firing ones first, without states that no alert is in. */
export function alertCounts(alerts: readonly Alert[]): AlertCount[] {
  return (['firing', 'pending'] as const).flatMap(state => {
    const members = alerts.filter(alert => alert.state === state);
    return members.length === 0
      ? []
      : [
          {
            state,
            number: members.length,
            names: [...new Set(members.map(({ name }) => name))],
          },
        ];
  });
}
