import type { KubeObject } from './Cluster';
import type { Registry } from './resources';
import type { Store } from './store';

export interface User {
  name: string;
  groups: string[];
}

export interface ResourceAttributes {
  verb: string;
  group: string;
  resource: string;
  subresource?: string;
  namespace?: string;
  name?: string;
}

export type Attributes = ResourceAttributes | { verb: string; path: string };

export interface PolicyRule {
  verbs?: string[];
  apiGroups?: string[];
  resources?: string[];
  resourceNames?: string[];
  nonResourceURLs?: string[];
}

export interface Verdict {
  allowed: boolean;
  reason: string;
}

const rbacGroup = 'rbac.authorization.k8s.io';
const includes = (list: string[] | undefined, wanted: string) =>
  Boolean(list?.includes(wanted) || list?.includes('*'));

function resourceMatches(rule: PolicyRule, attributes: ResourceAttributes) {
  const { resource, subresource } = attributes;
  if (!subresource) return includes(rule.resources, resource);
  return (
    includes(rule.resources, `${resource}/${subresource}`) ||
    Boolean(rule.resources?.includes(`*/${subresource}`))
  );
}

const pathMatches = (pattern: string, path: string) =>
  pattern.endsWith('*')
    ? path.startsWith(pattern.slice(0, -1))
    : pattern === path;

function ruleAllows(rule: PolicyRule, attributes: Attributes): boolean {
  if (!includes(rule.verbs, attributes.verb)) return false;
  if ('path' in attributes) {
    return Boolean(
      rule.nonResourceURLs?.some(each => pathMatches(each, attributes.path)),
    );
  }
  return (
    includes(rule.apiGroups, attributes.group) &&
    resourceMatches(rule, attributes) &&
    (!rule.resourceNames?.length ||
      rule.resourceNames.includes(attributes.name ?? ''))
  );
}

interface Subject {
  kind: string;
  name: string;
  namespace?: string;
}

function subjectMatches(subject: Subject, user: User): boolean {
  if (subject.kind === 'User') return subject.name === user.name;
  if (subject.kind === 'Group') return user.groups.includes(subject.name);
  return (
    user.name === `system:serviceaccount:${subject.namespace}:${subject.name}`
  );
}

interface Grant {
  binding: KubeObject;
  subject: Subject;
  rules: PolicyRule[];
}

/** Decides by the Role, ClusterRole and binding objects in the store, as Kubernetes' RBAC authorizer does. */
export class Authorizer {
  constructor(
    private readonly store: Store,
    private readonly registry: Registry,
  ) {}

  decide(user: User, attributes: Attributes): Verdict {
    if (user.groups.includes('system:masters')) {
      return { allowed: true, reason: '' };
    }
    const namespace =
      'namespace' in attributes ? attributes.namespace : undefined;
    for (const grant of this.grants(user, namespace)) {
      if (grant.rules.some(rule => ruleAllows(rule, attributes))) {
        return { allowed: true, reason: because(grant) };
      }
    }
    return { allowed: false, reason: '' };
  }

  /** What the user may do in a namespace, for SelfSubjectRulesReview. */
  rules(user: User, namespace: string): PolicyRule[] {
    const everything: PolicyRule[] = [
      { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
      { verbs: ['*'], nonResourceURLs: ['*'] },
    ];
    return [
      ...(user.groups.includes('system:masters') ? everything : []),
      ...this.grants(user, namespace).flatMap(({ rules }) => rules),
    ];
  }

  private grants(user: User, namespace: string | undefined): Grant[] {
    const bindings = [
      ...this.objects('clusterrolebindings'),
      ...(namespace ? this.objects('rolebindings', namespace) : []),
    ];
    return bindings.flatMap(binding => {
      const subject = (binding.subjects ?? []).find((each: Subject) =>
        subjectMatches(
          { namespace: binding.metadata.namespace, ...each },
          user,
        ),
      );
      return subject
        ? [{ binding, subject, rules: this.roleRules(binding) }]
        : [];
    });
  }

  private roleRules(binding: KubeObject): PolicyRule[] {
    const { kind, name } = binding.roleRef ?? {};
    const [resource, namespace] =
      kind === 'ClusterRole'
        ? ['clusterroles', undefined]
        : ['roles', binding.metadata.namespace];
    const of = this.registry.get({ group: rbacGroup, resource });
    return this.store.get(of, { namespace, name })?.rules ?? [];
  }

  private objects(resource: string, namespace?: string) {
    const of = this.registry.get({ group: rbacGroup, resource });
    return this.store.list(of, namespace);
  }
}

function because({ binding, subject }: Grant): string {
  const { kind, metadata, roleRef } = binding;
  const where = metadata.namespace
    ? `${metadata.name}/${metadata.namespace}`
    : metadata.name;
  const whom =
    subject.kind === 'ServiceAccount'
      ? `${subject.name}/${subject.namespace}`
      : subject.name;
  return `RBAC: allowed by ${kind} "${where}" of ${roleRef.kind} "${roleRef.name}" to ${subject.kind} "${whom}"`;
}

/** Why it was refused, as the API server words it. */
export function refusal(user: User, attributes: Attributes): string {
  if ('path' in attributes) {
    return `User ${JSON.stringify(user.name)} cannot ${attributes.verb} path ${JSON.stringify(attributes.path)}`;
  }
  const { verb, group, resource, subresource, namespace } = attributes;
  const what = subresource ? `${resource}/${subresource}` : resource;
  const where = namespace
    ? `in the namespace ${JSON.stringify(namespace)}`
    : 'at the cluster scope';
  return `User ${JSON.stringify(user.name)} cannot ${verb} resource ${JSON.stringify(what)} in API group ${JSON.stringify(group)} ${where}`;
}
