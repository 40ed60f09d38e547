import type { Alert } from 'backstage-plugin-ml-monitoring-common';
import { foreignText } from '../foreignText';
import { finite, type ForeignAlert } from './answers';

/** Alerts as they are shown. Those without a name or in another state than firing and pending are none. */
export function toAlerts(found: readonly ForeignAlert[]): Alert[] {
  return found.flatMap(({ labels, annotations, state, activeAt, value }) => {
    const { alertname: name, ...rest } = labels;
    if (!name || (state !== 'firing' && state !== 'pending')) {
      return [];
    }
    return [
      {
        name,
        state,
        severity: rest.severity || undefined,
        summary: textOf(annotations.summary || annotations.message),
        description: textOf(annotations.description),
        runbook: httpLink(annotations.runbook_url ?? annotations.runbook),
        since: new Date(activeAt).toISOString(),
        value: value === undefined ? undefined : finite(value),
        labels: rest,
      },
    ];
  });
}

const textOf = (text: string | undefined) =>
  text ? foreignText(text) : undefined;

/** Whoever may write a rule writes its links. */
function httpLink(text: string | undefined): string | undefined {
  if (text === undefined || !URL.canParse(text)) {
    return undefined;
  }
  const { protocol, username, password } = new URL(text);
  const isShown =
    ['http:', 'https:'].includes(protocol) && !username && !password;
  return isShown ? text : undefined;
}
