import { isSelected } from '../readiness/labelSelector';
import { stringify } from 'yaml';
import type {
  DiagnosisFacts,
  IngressRuleFact,
  NetworkPolicyFact,
} from './facts';
import type { ScrapeGoal } from './scrapeGoals';

interface Gate {
  /** That select the pods: together they let in what any of them does. */
  policies: NetworkPolicyFact[];
  /** Absent: no policy says who may call the port, so that everybody may, or it cannot be told. */
  lets?: boolean;
}

/** Whether pods in the namespaces of Prometheus may call a port of the model's. */
export function gateOf(goal: ScrapeGoal, facts: DiagnosisFacts): Gate {
  const { networkPolicies, prometheuses } = facts;
  const all = networkPolicies.status === 'read' ? networkPolicies.value : [];
  const policies = all.filter(({ podSelector }) =>
    goal.pods.some(({ labels }) =>
      isSelected(podSelector, { labels, complete: true }),
    ),
  );
  if (!policies.length) {
    return { policies };
  }
  const from = (prometheuses.status === 'read' ? prometheuses.value : []).map(
    ({ namespace, name }) => ({ namespace, name }),
  );
  const verdicts = policies
    .flatMap(({ ingress }) => ingress)
    .map(rule => letsIn(rule, goal, { from, own: facts.ref.namespace }));
  if (verdicts.includes(true)) {
    return { policies, lets: true };
  }
  return {
    policies,
    lets: verdicts.includes(undefined) ? undefined : false,
  };
}

type Scraper = { namespace: string; name: string };

function letsIn(
  rule: IngressRuleFact,
  goal: ScrapeGoal,
  { from, own }: { from: Scraper[]; own: string },
): boolean | undefined {
  const isPort =
    !rule.ports?.length ||
    rule.ports.some(({ port, endPort }) =>
      typeof port === 'string'
        ? goal.pods.some(pod =>
            pod.ports.some(
              each => each.name === port && each.port === goal.port,
            ),
          )
        : port === undefined ||
          (goal.port >= port && goal.port <= (endPort ?? port)),
    );
  if (!isPort) {
    return false;
  }
  if (!rule.from?.length) {
    return true;
  }
  const verdicts = rule.from.flatMap(
    ({ podSelector, namespaceSelector, ipBlock }) =>
      ipBlock
        ? [undefined]
        : from.map(({ namespace, name }) => {
            const isThere = namespaceSelector
              ? isSelected(namespaceSelector, {
                  labels: { 'kubernetes.io/metadata.name': namespace },
                  complete: false,
                })
              : namespace === own;
            const isPod = podSelector
              ? isSelected(podSelector, {
                  labels: labelsOfPrometheus(name),
                  complete: false,
                })
              : true;
            return isThere === false || isPod === false
              ? false
              : isThere && isPod;
          }),
  );
  if (verdicts.includes(true)) {
    return true;
  }
  return verdicts.includes(undefined) || !from.length ? undefined : false;
}

/** As its operator labels its pods. */
const labelsOfPrometheus = (name: string) => ({
  'app.kubernetes.io/name': 'prometheus',
  'app.kubernetes.io/managed-by': 'prometheus-operator',
  prometheus: name,
});

/** Lets Prometheus in, whatever other policies say: they add up. */
export function letPrometheusIn(
  goals: readonly ScrapeGoal[],
  options: {
    namespace: string;
    selector: Record<string, string>;
    /** Absent: it has to be filled in. */
    prometheusNamespace?: string;
  },
): string {
  const { namespace, selector, prometheusNamespace } = options;
  return stringify({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'let-prometheus-in', namespace },
    spec: {
      podSelector: { matchLabels: selector },
      policyTypes: ['Ingress'],
      ingress: [
        {
          from: [
            {
              namespaceSelector: {
                matchLabels: {
                  'kubernetes.io/metadata.name':
                    prometheusNamespace ?? '<namespace of Prometheus>',
                },
              },
            },
          ],
          ports: [...new Set(goals.map(({ port }) => port))].map(port => ({
            port,
            protocol: 'TCP',
          })),
        },
      ],
    },
  });
}
