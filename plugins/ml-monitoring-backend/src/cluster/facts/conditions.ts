import type { ConditionFact } from 'backstage-plugin-ml-monitoring-common';
import { foreignText } from '../../foreignText';
import type {
  AutoscalerObject,
  DeploymentObject,
  PodObject,
  SeldonDeploymentObject,
} from '../objects';

type Conditions = NonNullable<SeldonDeploymentObject['status']>['conditions'];

/** What a pod says only while something is the matter, by the status it then has. */
const POD_TROUBLES: Record<string, string> = {
  Ready: 'False',
  PodScheduled: 'False',
  DisruptionTarget: 'True',
};

/** What the objects of a model say of themselves. */
export function conditionsOf(objects: {
  sdep: SeldonDeploymentObject;
  deployments: DeploymentObject[];
  autoscalers: AutoscalerObject[];
  pods: PodObject[];
}): ConditionFact[] {
  const { sdep, deployments, autoscalers, pods } = objects;
  const facts = (
    kind: string,
    each: {
      metadata: { name: string };
      status?: { conditions: Conditions };
    },
  ) => conditionFacts(`${kind} ${each.metadata.name}`, each.status?.conditions);
  return [
    ...facts('SeldonDeployment', sdep),
    ...deployments.flatMap(each => facts('Deployment', each)),
    ...autoscalers.flatMap(each => facts('HorizontalPodAutoscaler', each)),
    ...pods.flatMap(each =>
      facts('Pod', each).filter(
        ({ type, status }) => POD_TROUBLES[type] === status,
      ),
    ),
  ];
}

function conditionFacts(
  object: string,
  conditions: Conditions = [],
): ConditionFact[] {
  return conditions.map(
    ({ type, status, reason, message, lastTransitionTime }) => ({
      object,
      type,
      status,
      ...(reason && { reason }),
      ...(message && { message: foreignText(message) }),
      ...(lastTransitionTime && { since: new Date(lastTransitionTime) }),
    }),
  );
}
