import type { KubeObject } from '../../Cluster';
import { matchesSelector, type LabelSelector } from '../../labelSelector';
import type { ServedCluster } from '../../createCluster';
import type { Target } from '../ApiRequest';

export type Operation = 'CREATE' | 'UPDATE' | 'DELETE';

interface Rule {
  apiGroups?: string[];
  apiVersions?: string[];
  operations?: string[];
  resources?: string[];
  scope?: '*' | 'Cluster' | 'Namespaced';
}

/** One entry of a webhook configuration. */
export interface Webhook {
  name: string;
  clientConfig: {
    url?: string;
    caBundle?: string;
    service?: { namespace: string; name: string; path?: string; port?: number };
  };
  rules?: Rule[];
  failurePolicy?: 'Fail' | 'Ignore';
  namespaceSelector?: LabelSelector;
  objectSelector?: LabelSelector;
  sideEffects?: string;
  timeoutSeconds?: number;
}

const resources = {
  mutating: 'mutatingwebhookconfigurations',
  validating: 'validatingwebhookconfigurations',
};

const includes = (list: string[] = [], value: string) =>
  list.includes('*') || list.includes(value);

function matchesRule(rule: Rule, target: Target, operation: Operation) {
  const { of, subresource } = target;
  const resource = subresource ? `${of.resource}/${subresource}` : of.resource;
  const named = rule.resources ?? [];
  const resourceMatches =
    named.includes(resource) ||
    named.includes('*/*') ||
    (named.includes('*') && !subresource) ||
    (subresource !== undefined && named.includes(`${of.resource}/*`));
  const scope = of.namespaced ? 'Namespaced' : 'Cluster';
  return (
    resourceMatches &&
    includes(rule.apiGroups, of.group) &&
    // A webhook for one version of a kind is asked about all of them.
    of.versions.some(version => includes(rule.apiVersions, version)) &&
    includes(rule.operations, operation) &&
    includes([rule.scope ?? '*'], scope)
  );
}

/** The webhooks whose rules name what is being done, in the order of their configurations' names. */
export function webhooksFor(
  type: 'mutating' | 'validating',
  { registry, store }: ServedCluster,
  { target, operation }: { target: Target; operation: Operation },
): Webhook[] {
  const of = registry.get({
    group: 'admissionregistration.k8s.io',
    resource: resources[type],
  });
  if (target.of.group === of.group) return [];
  return store
    .list(of)
    .flatMap(({ webhooks }): Webhook[] => webhooks ?? [])
    .filter(({ rules = [] }) =>
      rules.some(rule => matchesRule(rule, target, operation)),
    );
}

/** Whether a webhook wants to hear of an object, by its labels and those of its namespace. */
export function isSelected(
  { namespaceSelector = {}, objectSelector = {} }: Webhook,
  { registry, store }: ServedCluster,
  objects: (KubeObject | undefined)[],
): boolean {
  const [object] = objects.filter(each => each !== undefined);
  const { namespace } = object.metadata;
  const namespaces = registry.get({ group: '', resource: 'namespaces' });
  const home = namespace ? store.get(namespaces, { name: namespace }) : object;
  return (
    (!namespace && object.kind !== 'Namespace'
      ? true
      : matchesSelector(namespaceSelector, home?.metadata.labels)) &&
    objects.some(
      each => each && matchesSelector(objectSelector, each.metadata.labels),
    )
  );
}
