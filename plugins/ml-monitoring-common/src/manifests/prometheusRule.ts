import { InputError } from '@backstage/errors';
import type { Slo } from '../contract/provisioning';
import type { ModelRef } from '../contract/refs';
import { MODEL_LABELS } from '../promql/keyNumbers';
import { modelScope } from '../promql/scope';
import { orchestratorsUp } from '../promql/targets';
import {
  predictionRate,
  predictionRateWithin,
  serverFaultRate,
} from '../promql/traffic';
import {
  BUDGET_DAYS,
  burnRateExpression,
  burnRates,
  RECORDED_WINDOW_SECONDS,
  RECORDING_INTERVAL_SECONDS,
  SLOW_BUDGET,
  thresholdOf,
  type BurnRate,
  type RecordedRates,
} from './alerts/burnRate';
import { formatSeconds, latencyBound } from './alerts/latencyBound';
import { literal, timeMs, VALUE_PERCENT } from './alerts/template';
import { labelsOf } from './labels';
import { ruleName } from './names';
import { portalLink } from './portalLink';
import type { ModelPromise } from './promise';
import { ratioOf } from './slo';
import type { Manifest, ManifestSettings } from './types';
import { withoutUndefined } from './withoutUndefined';

const REQUESTS = 'ml_monitoring:predictions:rate5m';
const FAULTS = 'ml_monitoring:prediction_faults:rate5m';
const SLOW = 'ml_monitoring:slow_predictions:rate5m';
const BLIND_MINUTES = 10;

interface Rule {
  record?: string;
  alert?: string;
  expr: string;
  for?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
}

interface RuleContext {
  ref: ModelRef;
  runbook?: string;
  settings: ManifestSettings['monitoring'];
}

/** A promise about requests: which of them miss it, and how many may. */
interface Objective {
  alert: string;
  rates: RecordedRates;
  /** e.g. `99.9 %`. */
  promised: string;
  budgetRatio: number;
  /** What befell a request that misses it, e.g. `took longer than 250 ms`. */
  missed: string;
}

/**
 * Rules that tell when a model is about to break its SLO. Rates are recorded once and every window is a sum over
 * them, because reading days of raw histograms each minute is dear.
 *
 * @param jobs - values of the label `job` of the model's targets, where they are known
 * @throws InputError without an SLO, and for one that cannot be measured
 */
export function prometheusRule(
  ref: ModelRef,
  options: {
    promise: ModelPromise;
    jobs: readonly string[];
    settings: ManifestSettings['monitoring'];
  },
): { manifest: Manifest; warnings: string[] } {
  const { promise, jobs, settings } = options;
  const { slo } = promise;
  if (slo?.availabilityPercent === undefined && slo?.latencyP95 === undefined) {
    throw new InputError(
      'monitoring.alerts: needs a promise to hold the model to: give monitoring.slo.availabilityPercent, monitoring.slo.latencyP95 or both (got neither, and the SeldonDeployment has none)',
    );
  }
  const context: RuleContext = { ref, runbook: promise.runbook, settings };
  const { rules: recording, objectives, warnings } = objectivesOf(ref, slo);
  const burning = objectives.map(objective => burnAlerts(objective, context));
  const alerts = burning.flatMap(({ rules }) => rules);
  return {
    manifest: {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      metadata: {
        name: ruleName(ref.name),
        namespace: ref.namespace,
        labels: { ...settings.labels, ...labelsOf(ref) },
      },
      spec: {
        groups: [
          {
            name: `ml-monitoring/${ref.namespace}/${ref.name}`,
            interval: `${RECORDING_INTERVAL_SECONDS}s`,
            rules: [...recording, ...alerts, unmeasuredAlert(jobs, context)],
          },
        ],
      },
    },
    warnings: [...warnings, ...burning.flatMap(each => each.warnings)],
  };
}

function objectivesOf(ref: ModelRef, { availabilityPercent, latencyP95 }: Slo) {
  const scope = modelScope({
    ref,
    // An alert is evaluated where the model runs, by a Prometheus that does not know what others call it.
    matchers: {},
    windowSeconds: RECORDED_WINDOW_SECONDS,
  });
  const recorded = (record: string, expr: string): Rule => ({
    record,
    expr,
    // Tells the rules of one model from those of another, where all are listed.
    labels: { namespace: ref.namespace, deployment_name: ref.name },
  });
  const rules = [recorded(REQUESTS, predictionRate(scope, MODEL_LABELS))];
  const objectives: Objective[] = [];
  const warnings: string[] = [];
  if (availabilityPercent !== undefined) {
    rules.push(recorded(FAULTS, serverFaultRate(scope, MODEL_LABELS)));
    objectives.push({
      alert: 'ModelAvailabilityBudgetBurn',
      rates: { requests: REQUESTS, misses: FAULTS },
      promised: `${availabilityPercent} % of predictions without a server fault`,
      budgetRatio: 1 - ratioOf(availabilityPercent),
      missed: 'failed by the fault of the model or its platform',
    });
  }
  if (latencyP95 !== undefined) {
    const bound = latencyBound(latencyP95, 'monitoring.slo.latencyP95');
    warnings.push(...bound.warnings);
    rules.push(
      recorded(
        SLOW,
        `${predictionRate(scope, MODEL_LABELS)} - ${predictionRateWithin(bound.seconds, scope, MODEL_LABELS)}`,
      ),
    );
    objectives.push({
      alert: 'ModelLatencyBudgetBurn',
      rates: { requests: REQUESTS, misses: SLOW },
      promised: `${100 * (1 - SLOW_BUDGET)} % of predictions within ${formatSeconds(bound.seconds)}`,
      budgetRatio: SLOW_BUDGET,
      missed: `took longer than ${formatSeconds(bound.seconds)}`,
    });
  }
  return { rules, objectives, warnings };
}

function burnAlerts(
  objective: Objective,
  context: RuleContext,
): { rules: Rule[]; warnings: string[] } {
  const { budgetRatio, promised } = objective;
  const [possible, impossible] = [true, false].map(wanted =>
    burnRates.filter(rate => thresholdOf(budgetRatio, rate) < 1 === wanted),
  );
  return {
    rules: possible.map(rate => burnAlert(objective, rate, context)),
    warnings: impossible.length
      ? [
          `An SLO of ${promised} cannot be missed ${impossible.map(({ factor }) => factor).join(' or ')} times as fast as allowed, so there is no alert on ${impossible.map(({ long }) => long).join(' or ')}`,
        ]
      : [],
  };
}

function burnAlert(
  objective: Objective,
  rate: BurnRate,
  context: RuleContext,
): Rule {
  const { ref } = context;
  const { promised, missed, budgetRatio } = objective;
  return {
    alert: objective.alert,
    expr: burnRateExpression(objective.rates, rate, {
      model: ref,
      threshold: thresholdOf(budgetRatio, rate),
    }),
    labels: labelsOfAlert(rate.severity, context, { window: rate.long }),
    annotations: annotationsOfAlert(context, rate.longSeconds, {
      summary: `${describe(ref)} is about to break its promise of ${literal(promised)}`,
      description: `${VALUE_PERCENT} of the predictions of the last ${rate.long} ${literal(missed)}, where ${percent(budgetRatio)} may. At this pace, ${rate.factor} times what is allowed or more, what may fail within ${BUDGET_DAYS} days is used up after ${lasts(rate)} at the latest.`,
    }),
  };
}

/** While nothing can be scraped, no request is counted and no promise is seen broken. */
function unmeasuredAlert(jobs: readonly string[], context: RuleContext): Rule {
  const { ref } = context;
  return {
    alert: 'ModelNotMeasured',
    expr: `${orchestratorsUp({ ref, jobs })} == 0`,
    for: `${BLIND_MINUTES}m`,
    labels: labelsOfAlert('warning', context),
    annotations: annotationsOfAlert(context, 3600, {
      summary: `${describe(ref)} cannot be measured`,
      description: `None of its orchestrators could be scraped for ${BLIND_MINUTES} minutes: either the model is down, or its requests go uncounted and the alerts on its SLO cannot fire.`,
    }),
  };
}

function labelsOfAlert(
  severity: string,
  { ref, settings }: RuleContext,
  more: Record<string, string> = {},
): Record<string, string> {
  const labels = {
    severity,
    ...settings.alertLabels,
    ...more,
    namespace: ref.namespace,
    model: ref.name,
  };
  return Object.fromEntries(
    Object.entries(labels).map(([name, value]) => [name, literal(value)]),
  );
}

function annotationsOfAlert(
  { ref, runbook, settings }: RuleContext,
  lookBackSeconds: number,
  texts: { summary: string; description: string },
): Record<string, string> {
  const { portalUrl } = settings;
  return withoutUndefined({
    ...texts,
    runbook_url: runbook && literal(runbook),
    portal_url:
      portalUrl &&
      portalLink(literal(portalUrl), ref, {
        from: timeMs(lookBackSeconds),
        to: timeMs(),
      }),
  }) as Record<string, string>;
}

function describe({ namespace, name }: ModelRef): string {
  return literal(`Model ${namespace}/${name}`);
}

function percent(ratio: number): string {
  return `${Number((ratio * 100).toPrecision(6))} %`;
}

function lasts({ factor }: BurnRate): string {
  const hours = Math.round((BUDGET_DAYS * 24) / factor);
  return hours < 72 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}
