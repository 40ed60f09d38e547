import type { NamespaceFact, OperatorFact, ReadinessFacts } from '../facts';
import { listed } from '../listed';
import { installSeldon } from './installSeldon';
import { defineCheck, type Outcome } from './types';
import { fixOf, isUnread, missingOf, unread } from './unread';

/** By which a model, or its namespace, asks for one operator of several. @public */
export const CONTROLLER_ID_LABEL = 'seldon.io/controller-id';

export const seldonOperator = defineCheck<
  Pick<
    ReadinessFacts,
    'operators' | 'seldonApi' | 'apiGroups' | 'namespaces' | 'lackingRights'
  > & {
    /** What a model is labelled, where one is meant. */
    controllerId?: string;
  }
>({ id: 'seldon-operator', title: 'The Seldon operator runs' }, facts => {
  const { operators, seldonApi } = facts;
  if (isUnread(operators)) {
    return unread(
      operators,
      'Whether the Seldon operator runs could not be found out',
      facts,
    );
  }
  const found = operators.status === 'read' ? operators.value : [];
  const evidence = [...found.map(describe), ...missingOf(operators)];
  if (!found.length && evidence.length) {
    return {
      status: 'unknown',
      summary: 'No Seldon operator was found where the credential may look',
      evidence,
      fix: fixOf(operators, facts),
    };
  }
  if (!found.length) {
    return seldonApi.status === 'absent'
      ? {
          status: 'not-applicable',
          summary: 'There is no operator before Seldon Core is installed',
        }
      : {
          status: 'broken',
          summary:
            'No Seldon operator runs in the cluster: nothing turns SeldonDeployments into pods',
          fix: installSeldon(facts),
        };
  }
  const running = found.filter(({ availableReplicas }) => availableReplicas);
  if (!running.length) {
    return notRunning(found[0], evidence);
  }
  const alone = facts.namespaces.filter(
    namespace =>
      !running.some(each => looksAfter(each, namespace, facts.controllerId)),
  );
  if (alone.length && missingOf(operators).length) {
    return {
      status: 'unknown',
      summary: `No operator that was found looks after ${namesOf(alone)}`,
      evidence,
      fix: fixOf(operators, facts),
    };
  }
  if (alone.length) {
    return facts.controllerId === undefined
      ? leftAlone(alone, evidence)
      : labelledForAnother(facts.controllerId, evidence);
  }
  return { status: 'ok', summary: describe(running[0]), evidence };
});

/** Whether an operator takes up a model in a namespace, by the label of the model itself or, without one, of its namespace. */
export function looksAfter(
  operator: OperatorFact,
  { name, labels }: NamespaceFact,
  controllerId: string | undefined = undefined,
): boolean {
  const { watches } = operator;
  return (
    (watches === undefined || watches === name) &&
    operator.controllerId === controllerId &&
    (controllerId !== undefined || labels?.[CONTROLLER_ID_LABEL] === undefined)
  );
}

function labelledForAnother(controllerId: string, evidence: string[]): Outcome {
  return {
    status: 'broken',
    summary: `No Seldon operator takes models that are labelled ${CONTROLLER_ID_LABEL}=${controllerId}, as this one is: it gets no status and no pods`,
    evidence,
    fix: {
      summary: `Take the label ${CONTROLLER_ID_LABEL} off the SeldonDeployment, or have its operator installed with controllerId=${controllerId}.`,
    },
  };
}

function notRunning(operator: OperatorFact, evidence: string[]): Outcome {
  const { namespace, name } = operator;
  return {
    status: 'broken',
    summary: `The Seldon operator ${namespace}/${name} has no pod that is available`,
    evidence,
    fix: {
      summary:
        'Find out why its pods do not come up. Until they do, models stay as they are, and every change of one is refused.',
      command: `kubectl --namespace ${namespace} describe pods --selector control-plane=seldon-controller-manager`,
    },
  };
}

function leftAlone(alone: NamespaceFact[], evidence: string[]): Outcome {
  const labelled = alone.filter(({ labels }) => labels?.[CONTROLLER_ID_LABEL]);
  return {
    status: 'broken',
    summary: `No Seldon operator looks after ${namesOf(alone)}: models there would never get a status`,
    evidence: [
      ...evidence,
      ...labelled.map(
        ({ name, labels }) =>
          `Namespace ${name} is labelled ${CONTROLLER_ID_LABEL}=${labels?.[CONTROLLER_ID_LABEL]}`,
      ),
    ],
    fix: labelled.length
      ? {
          summary: `Take the label ${CONTROLLER_ID_LABEL} off, or leave these namespaces out of mlMonitoring.provisioning.namespaces.`,
          command: labelled
            .map(
              ({ name }) =>
                `kubectl label namespace ${name} ${CONTROLLER_ID_LABEL}-`,
            )
            .join('\n'),
        }
      : {
          summary:
            'Have the operator look after all namespaces, or install another one for these.',
        },
  };
}

function describe(operator: OperatorFact): string {
  const { namespace, name, version, availableReplicas, watches } = operator;
  return [
    `Seldon operator ${version ?? 'of unknown version'} (${namespace}/${name})`,
    watches ? `looks after ${watches} only` : 'looks after all namespaces',
    ...(operator.controllerId
      ? [
          `takes models labelled ${CONTROLLER_ID_LABEL}=${operator.controllerId}`,
        ]
      : []),
    ...(availableReplicas ? [] : ['has no available pod']),
  ].join(', ');
}

function namesOf(namespaces: NamespaceFact[]): string {
  return listed(namespaces.map(({ name }) => name));
}
