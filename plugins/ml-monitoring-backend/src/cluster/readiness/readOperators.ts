import type {
  OperatorFact,
  Reading,
} from 'backstage-plugin-ml-monitoring-common';
import type { KubeClient } from '../KubeClient';
import { resources } from '../resources';
import { operatorSchema, type OperatorObject } from './objects';
import { readAnywhere } from './reading';

const OPERATOR = 'control-plane=seldon-controller-manager';
/** Where installations put it that do not say otherwise. */
export const USUAL_NAMESPACES = ['seldon-system', 'openshift-operators'];

/** The Deployments that run the Seldon operator. */
export async function readOperators(
  client: KubeClient,
  options: { namespaces: readonly string[]; signal?: AbortSignal },
): Promise<Reading<OperatorFact[]>> {
  const found = await readAnywhere(
    client,
    resources.deployments,
    operatorSchema,
    {
      ...options,
      namespaces: [...USUAL_NAMESPACES, ...options.namespaces],
      labelSelector: OPERATOR,
    },
  );
  return found.status === 'read'
    ? { ...found, value: found.value.map(toFact) }
    : found;
}

function toFact(operator: OperatorObject): OperatorFact {
  const { metadata, status } = operator;
  return {
    namespace: metadata.namespace,
    name: metadata.name,
    version: versionOf(operator),
    availableReplicas: status?.availableReplicas ?? 0,
    watches: settingOf(operator, 'WATCH_NAMESPACE') ?? argumentOf(operator),
    controllerId: settingOf(operator, 'CONTROLLER_ID'),
  };
}

/** Images of certified operators have a digest and no tag; the catalog they came from names the version. */
function versionOf(operator: OperatorObject): string | undefined {
  const { labels } = operator.metadata;
  return [
    managerOf(operator)?.image?.split('/').at(-1)?.split(':')[1],
    labels['olm.owner'],
    labels['app.kubernetes.io/version'],
  ]
    .map(said => said?.match(/(?:^|v)(\d+\.\d+\.\d+[-.\w]*)/)?.[1])
    .find(version => version !== undefined);
}

function settingOf(operator: OperatorObject, name: string): string | undefined {
  const variable = managerOf(operator)?.env.find(each => each.name === name);
  const annotation = variable?.valueFrom?.fieldRef?.fieldPath.match(
    /^metadata\.annotations\['(.+)'\]$/,
  )?.[1];
  const annotations = operator.spec.template.metadata?.annotations ?? {};
  return (
    variable?.value || (annotation && annotations[annotation]) || undefined
  );
}

function argumentOf(operator: OperatorObject): string | undefined {
  return managerOf(operator)
    ?.args.find(each => each.startsWith('--namespace='))
    ?.slice('--namespace='.length);
}

function managerOf({ spec }: OperatorObject) {
  const { containers } = spec.template.spec;
  return containers.find(({ name }) => name === 'manager') ?? containers[0];
}
