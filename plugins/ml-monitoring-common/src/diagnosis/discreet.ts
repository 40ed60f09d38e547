import type { DiagnosisLink } from '../contract/diagnosis';
import { clusterReadPermission } from '../permissions';
import type { DiagnosisFacts, MonitorFact } from './facts';
import type { LinkVerdict } from './links/types';
import { reachesNamespace } from './monitorWay';

type Words = Record<LinkVerdict['status'], string>;

/** What is said of what belongs to the cluster, to somebody who may only see the model. */
const WORDS: Partial<Record<DiagnosisLink, Words>> = {
  'seldon-api': {
    ok: 'The cluster serves SeldonDeployments',
    broken: 'The cluster serves no SeldonDeployments',
    unknown: 'Whether the cluster serves SeldonDeployments is not known',
    'not-applicable': 'This does not matter here',
  },
  'seldon-operator': {
    ok: 'A Seldon operator looks after the model',
    broken: 'No Seldon operator that runs looks after the model',
    unknown: 'Whether a Seldon operator looks after the model is not known',
    'not-applicable': 'There is no operator before Seldon is installed',
  },
  webhooks: {
    ok: 'The webhooks that changes of models go through answer',
    broken:
      'Nobody answers a webhook that changes of models go through: every change is refused',
    unknown: 'Whether the webhooks of Seldon answer is not known',
    'not-applicable': 'No webhook is called for SeldonDeployments',
  },
  prometheus: {
    ok: 'A Prometheus takes up the monitor',
    broken: 'No Prometheus takes up the monitor of the model',
    unknown: 'Whether a Prometheus takes up the monitor is not known',
    'not-applicable': 'There is no monitor to take up',
  },
};

/** Leaves out the names and settings of what is not the model's. */
export function discreet(verdict: LinkVerdict): LinkVerdict {
  const words = WORDS[verdict.id];
  return words
    ? {
        ...verdict,
        summary: words[verdict.status],
        evidence: [],
        fix: verdict.fix && {
          summary: `Ask whoever looks after the cluster: with the permission ${clusterReadPermission.name} this page names the objects and what to do.`,
        },
      }
    : verdict;
}

const ELSEWHERE = '<another namespace>';

/** Monitors of other namespaces count where they reach the model, and are not named. */
export function discreetFacts(facts: DiagnosisFacts): DiagnosisFacts {
  const { monitors, ref, metrics } = facts;
  const unnamed = <T extends Pick<MonitorFact, 'namespace' | 'name'>>(
    monitor: T,
  ): T =>
    monitor.namespace === ref.namespace
      ? monitor
      : { ...monitor, namespace: ELSEWHERE, name: `of ${ELSEWHERE}` };
  const withoutNamespaces = (monitor: MonitorFact): MonitorFact => {
    const { namespaceSelector } = monitor;
    return namespaceSelector
      ? {
          ...monitor,
          namespaceSelector: {
            ...namespaceSelector,
            matchNames: namespaceSelector.matchNames.map(name =>
              name === ref.namespace ? name : ELSEWHERE,
            ),
          },
        }
      : monitor;
  };
  return {
    ...facts,
    monitors:
      monitors.status === 'read'
        ? {
            ...monitors,
            value: monitors.value
              .filter(
                monitor =>
                  monitor.namespace === ref.namespace ||
                  reachesNamespace(monitor, ref.namespace),
              )
              .map(unnamed)
              .map(withoutNamespaces),
          }
        : monitors,
    metrics:
      metrics.pools.status === 'answered'
        ? {
            ...metrics,
            pools: {
              ...metrics.pools,
              value: metrics.pools.value.map(pool => ({
                ...pool,
                monitor: unnamed(pool.monitor),
              })),
            },
          }
        : metrics,
  };
}
