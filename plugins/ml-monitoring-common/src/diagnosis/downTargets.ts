import { scrapeCause } from '../health/rules/scrapeCauses';
import { SELDON_APP_LABEL } from '../manifests/labels';
import { fixOf, isUnread } from '../readiness/checks/unread';
import { stringifySelector } from '../readiness/labelSelector';
import type { DiagnosisFacts, UpFact } from './facts';
import type { LinkContext, Outcome } from './links/types';
import { targetsOf } from './measuringTargets';
import { gateOf, letPrometheusIn } from './networkPolicies';
import { scrapeGoals, type ScrapeGoal } from './scrapeGoals';

/** What the error of a scrape looks like that a NetworkPolicy stops. */
const MAY_BE_KEPT_OUT =
  /deadline exceeded|timeout|timed out|connection refused/i;

/** Why Prometheus cannot scrape targets, from what it says itself and from who is in its way. */
export function downTargets(
  down: readonly UpFact[],
  context: LinkContext,
): Outcome {
  const { facts } = context;
  const [first] = down;
  const { lastError } = first;
  const described = down
    .slice(0, 3)
    .map(
      ({ labels, lastError: error }) =>
        `Target ${labels.job ?? '?'} ${labels.instance ?? '?'} is down${error ? `: ${error}` : ''}`,
    );
  const what = `Prometheus cannot scrape ${down.length === 1 ? `the target ${first.labels.instance}` : `${down.length} targets`}`;
  const goals = scrapeGoals(facts).filter(goal =>
    targetsOf(goal, facts)?.some(each => down.includes(each)),
  );
  if (lastError === undefined || MAY_BE_KEPT_OUT.test(lastError)) {
    const kept = keptOut(what, described, goals, context);
    if (kept) {
      return kept;
    }
  }
  const cause = scrapeCause(lastError);
  const { networkPolicies } = facts;
  const unseen =
    lastError !== undefined &&
    MAY_BE_KEPT_OUT.test(lastError) &&
    isUnread(networkPolicies);
  return {
    status: 'broken',
    summary: `${what}${cause ? `, because ${cause.because}` : ''}${lastError ? ` (${lastError})` : '; why, this source does not tell'}`,
    evidence: [
      ...described,
      ...(unseen
        ? [
            `Whether a NetworkPolicy is in the way is not known: ${networkPolicies.message}`,
          ]
        : []),
    ],
    fix: {
      summary:
        cause?.remedy ??
        'Usually a NetworkPolicy, a sidecar that wants mutual TLS, or a wrong port or path. The page Status, Targets of the Prometheus itself has its error.',
      ...(unseen && { manifest: fixOf(networkPolicies, facts)?.manifest }),
    },
  };
}

function keptOut(
  what: string,
  described: string[],
  goals: readonly ScrapeGoal[],
  { facts, discreet }: LinkContext,
): Outcome | undefined {
  const gates = goals.map(goal => ({ goal, ...gateOf(goal, facts) }));
  const shut = gates.find(({ policies, lets }) => policies.length && !lets);
  if (!shut) {
    return undefined;
  }
  const { policies, lets } = shut;
  const names = policies.map(({ name }) => name).join(', ');
  return {
    status: 'broken',
    summary: `${what}: NetworkPolicy ${names} ${lets === false ? 'does' : 'selects the pods, and likely does'} not let it in`,
    evidence: [
      ...described,
      ...policies.map(
        ({ name, podSelector }) =>
          `NetworkPolicy ${name} selects pods with ${stringifySelector(podSelector)}`,
      ),
    ],
    fix: {
      summary:
        'Apply this NetworkPolicy: policies add up, so that the others stay as they are.',
      manifest: letPrometheusIn(goals, {
        namespace: facts.ref.namespace,
        selector: { [SELDON_APP_LABEL]: shut.goal.predictorService },
        prometheusNamespace: discreet ? undefined : prometheusOf(facts),
      }),
    },
  };
}

/** Where the only one stands that is known. */
function prometheusOf({ prometheuses }: DiagnosisFacts): string | undefined {
  const namespaces =
    prometheuses.status === 'read'
      ? [...new Set(prometheuses.value.map(({ namespace }) => namespace))]
      : [];
  return namespaces.length === 1 ? namespaces[0] : undefined;
}
