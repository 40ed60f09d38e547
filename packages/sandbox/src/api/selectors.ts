import type { KubeObject } from './Cluster';
import { badRequest } from './errors';
import type { ResourceDefinition } from './resources';

export type Predicate = (object: KubeObject) => boolean;

const everything: Predicate = () => true;

const all = (predicates: Predicate[]): Predicate =>
  predicates.length === 0
    ? everything
    : object => predicates.every(matches => matches(object));

const labelKey = /^([a-z0-9.-]+\/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

function key(text: string, selector: string) {
  if (!labelKey.test(text)) {
    throw badRequest(
      `unable to parse requirement: invalid label key ${JSON.stringify(text)} in ${JSON.stringify(selector)}`,
    );
  }
  return text;
}

const labelOf = (object: KubeObject, name: string) => {
  const labels = object.metadata.labels ?? {};
  return Object.hasOwn(labels, name) ? labels[name] : undefined;
};

/** Splits at commas that are not inside parentheses. */
const requirements = (selector: string) =>
  selector.trim() === ''
    ? []
    : selector.split(/,(?![^(]*\))/).map(each => each.trim());

function labelRequirement(text: string, selector: string): Predicate {
  const set = /^(\S+)\s+(in|notin)\s*\(([^)]*)\)$/.exec(text);
  if (set) {
    const name = key(set[1], selector);
    const values = set[3].split(',').map(value => value.trim());
    const isIn: Predicate = object => {
      const value = labelOf(object, name);
      return value !== undefined && values.includes(value);
    };
    return set[2] === 'in' ? isIn : object => !isIn(object);
  }
  const equality = /^([^=!\s]+)\s*(==|=|!=)\s*([^\s=!]*)$/.exec(text);
  if (equality) {
    const [, name, operator, value] = equality;
    key(name, selector);
    return operator === '!='
      ? object => labelOf(object, name) !== value
      : object => labelOf(object, name) === value;
  }
  if (text.startsWith('!')) {
    const name = key(text.slice(1).trim(), selector);
    return object => labelOf(object, name) === undefined;
  }
  const name = key(text, selector);
  return object => labelOf(object, name) !== undefined;
}

/** `a=b,c in (d,e),!f` as `labelSelector=` has it. */
export function labelSelector(selector: string | null): Predicate {
  return all(
    requirements(selector ?? '').map(each => labelRequirement(each, selector!)),
  );
}

const fieldsOfEvents = [
  'involvedObject.kind',
  'involvedObject.namespace',
  'involvedObject.name',
  'involvedObject.uid',
  'involvedObject.apiVersion',
  'involvedObject.resourceVersion',
  'involvedObject.fieldPath',
  'reason',
  'reportingComponent',
  'source',
  'type',
];

const selectableFields: Record<string, string[]> = {
  '/pods': [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'status.phase',
    'status.podIP',
  ],
  '/events': fieldsOfEvents,
  '/namespaces': ['status.phase'],
  '/nodes': ['spec.unschedulable'],
  '/secrets': ['type'],
  '/services': ['spec.clusterIP', 'spec.type'],
  'apps/replicasets': ['status.replicas'],
  'batch/jobs': ['status.successful'],
};

function fieldValue(object: KubeObject, path: string): string {
  if (path === 'source') return String(object.source?.component ?? '');
  let value: any = object;
  for (const step of path.split('.')) value = value?.[step];
  return value === undefined || value === null ? '' : String(value);
}

/** `metadata.name=a,status.phase!=Running`; only the fields Kubernetes can select on. */
export function fieldSelector(
  of: ResourceDefinition,
  selector: string | null,
): Predicate {
  const known = [
    'metadata.name',
    ...(of.namespaced ? ['metadata.namespace'] : []),
    ...(selectableFields[`${of.group}/${of.resource}`] ?? []),
  ];
  const terms = (selector ?? '').split(',').filter(Boolean);
  return all(
    terms.map(term => {
      const parsed = /^([^=!]+)(==|=|!=)(.*)$/.exec(term);
      if (!parsed) {
        throw badRequest(
          `invalid selector: '${selector}'; can't understand '${term}'`,
        );
      }
      const [, path, operator, value] = parsed;
      if (!known.includes(path)) {
        throw badRequest(`field label not supported: ${path}`);
      }
      return operator === '!='
        ? object => fieldValue(object, path) !== value
        : object => fieldValue(object, path) === value;
    }),
  );
}
