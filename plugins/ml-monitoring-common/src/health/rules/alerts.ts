import type { Alert } from '../../contract/alerts';
import type { HealthStatus } from '../../contract/health';
import type { Judgement, MetricsRule } from './types';

/** What the alerts that this suite provisions fire about is found out here as well. */
const OWN: Record<
  string,
  { explainedBy: readonly string[]; status?: HealthStatus }
> = {
  ModelAvailabilityBudgetBurn: {
    explainedBy: ['slo-burn', 'error-ratio', 'endpoints'],
  },
  ModelLatencyBudgetBurn: { explainedBy: ['slo-burn', 'latency'] },
  ModelNotMeasured: {
    explainedBy: [
      'target-down',
      'target-absent',
      'target-stale',
      'not-monitored',
      'endpoints',
    ],
    // It says that nothing is known, and nothing else.
    status: 'unknown',
  },
};
/** Of alerts that are not meant to trouble anybody. */
const HARMLESS = ['none', 'info'];

export const alerts: MetricsRule = {
  findings: {
    'alert-firing': {
      means: 'an alert of Prometheus about this model, or its pods, fires',
      usually: 'see its description and runbook, which are shown',
    },
    'alert-pending': {
      means:
        'the condition of an alert holds, but not yet for as long as its rule asks',
    },
  },
  judge: ({ alerts: all }) => [
    ...byRule(all, 'firing').map(firing),
    ...byRule(all, 'pending').map(pending),
  ],
};

/** Ten pods with one trouble are one thing to tell. */
function byRule(
  all: readonly Alert[] | undefined,
  state: Alert['state'],
): [Alert, ...Alert[]][] {
  const found = new Map<string, [Alert, ...Alert[]]>();
  for (const alert of all ?? []) {
    if (alert.state !== state) {
      continue;
    }
    const key = JSON.stringify([alert.name, alert.severity]);
    const known = found.get(key);
    if (known) {
      known.push(alert);
    } else {
      found.set(key, [alert]);
    }
  }
  return [...found.values()];
}

function firing(group: [Alert, ...Alert[]]): Judgement {
  const [{ name, severity, summary, description, runbook }] = group;
  const { status = 'degraded', explainedBy } = OWN[name] ?? {};
  return {
    ...common(group),
    rule: 'alert-firing',
    status: HARMLESS.includes(severity ?? '') ? 'healthy' : status,
    title: `The alert ${name} fires${summary ? `: ${sentence(summary)}` : ''}`,
    detail: description,
    remedy: runbook
      ? 'Follow its runbook.'
      : 'Read what its rule asks, and give it an annotation runbook_url for the next time.',
    link: runbook,
    explainedBy,
  };
}

function pending(group: [Alert, ...Alert[]]): Judgement {
  const [{ name, summary, description }] = group;
  return {
    ...common(group),
    rule: 'alert-pending',
    status: 'healthy',
    title: `The alert ${name} is about to fire${summary ? `: ${sentence(summary)}` : ''}`,
    detail: description,
    explainedBy: OWN[name]?.explainedBy,
  };
}

function common(
  group: [Alert, ...Alert[]],
): Pick<Judgement, 'since' | 'confidence' | 'evidence'> {
  return {
    since: group.map(({ since }) => since).sort()[0],
    confidence: 'certain',
    evidence: group.slice(0, 3).map(({ name, state, labels, value }) => ({
      kind: 'object',
      object: `Alert ${name}`,
      detail: [
        state,
        value === undefined ? undefined : `value ${value}`,
        ...['severity', 'window', 'pod', 'container'].flatMap(label =>
          labels[label] ? `${label} ${labels[label]}` : [],
        ),
      ]
        .filter(Boolean)
        .join(', '),
    })),
  };
}

const sentence = (text: string) => text.replace(/\.$/, '');
