import type { KubeObject } from './Cluster';
import { invalid, type FieldError } from './errors';
import { sameJson } from './json';
import type { ResourceDefinition } from './resources';

type Rule = (object: KubeObject, old?: KubeObject) => FieldError[];

const wrong = (field: string, value: unknown, detail: string): FieldError => ({
  reason: 'FieldValueInvalid',
  field,
  value,
  detail,
});

const missing = (field: string): FieldError => ({
  reason: 'FieldValueRequired',
  field,
});

/** What nobody may change once it is there. */
const fixed =
  (
    field: string,
    detail: string,
    valueIn: (object: KubeObject) => unknown,
  ): Rule =>
  (object, old) =>
    !old || sameJson(valueIn(object), valueIn(old))
      ? []
      : [wrong(field, valueIn(object), detail)];

const fixedSelector = fixed(
  'spec.selector',
  'field is immutable',
  ({ spec }) => spec?.selector,
);

const fixedRole = fixed(
  'roleRef',
  'cannot change roleRef',
  ({ roleRef }) => roleRef,
);

function containerErrors(podSpec: any, field: string): FieldError[] {
  const containers: any[] = podSpec?.containers ?? [];
  if (containers.length === 0) return [missing(`${field}.containers`)];
  return containers.flatMap(({ name, image }, index) => [
    ...(name ? [] : [missing(`${field}.containers[${index}].name`)]),
    ...(image ? [] : [missing(`${field}.containers[${index}].image`)]),
  ]);
}

const containersOfPod: Rule = ({ spec }) => containerErrors(spec, 'spec');

const selectsItsTemplate: Rule = ({ spec }) => {
  const wanted = Object.entries(spec?.selector?.matchLabels ?? {});
  const labels = spec?.template?.metadata?.labels ?? {};
  return wanted.every(([key, value]) => labels[key] === value)
    ? []
    : [
        wrong(
          'spec.template.metadata.labels',
          labels,
          '`selector` does not match template `labels`',
        ),
      ];
};

const templateContainers: Rule = ({ spec }) =>
  containerErrors(spec?.template?.spec, 'spec.template.spec');

const workload = [fixedSelector, selectsItsTemplate, templateContainers];

const configKey = /^[-._a-zA-Z0-9]+$/;

const dataKeys: Rule = ({ data }) =>
  Object.keys(data ?? {})
    .filter(key => !configKey.test(key))
    .map(key =>
      wrong(
        `data[${key}]`,
        key,
        "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
      ),
    );

const rules: Record<string, Rule[] | undefined> = {
  '/ConfigMap': [dataKeys],
  '/Pod': [containersOfPod],
  '/Secret': [dataKeys],
  'apps/DaemonSet': workload,
  'apps/Deployment': workload,
  'apps/ReplicaSet': workload,
  'rbac.authorization.k8s.io/ClusterRoleBinding': [fixedRole],
  'rbac.authorization.k8s.io/RoleBinding': [fixedRole],
};

const owners: Rule = ({ metadata }) =>
  (metadata.ownerReferences ?? []).flatMap(owner =>
    (['apiVersion', 'kind', 'name', 'uid'] as const)
      .filter(field => !owner[field])
      .map(field =>
        wrong(`metadata.ownerReferences.${field}`, '', 'must not be empty'),
      ),
  );

/** A deletion that waits may be let go, not held up further. */
const finalizers: Rule = ({ metadata }, old) => {
  const before = old?.metadata.finalizers ?? [];
  const added = (metadata.finalizers ?? []).filter(
    each => !before.includes(each),
  );
  if (!old?.metadata.deletionTimestamp || added.length === 0) return [];
  const list = added.map(each => JSON.stringify(each)).join(', ');
  return [
    {
      reason: 'FieldValueForbidden',
      field: 'metadata.finalizers',
      detail: `no new finalizers can be added if the object is being deleted, found new finalizers []string{${list}}`,
    },
  ];
};

/** The rules of Kubernetes itself that people run into. */
export function validateBuiltin(
  of: ResourceDefinition,
  object: KubeObject,
  old?: KubeObject,
) {
  const all = [owners, finalizers, ...(rules[`${of.group}/${of.kind}`] ?? [])];
  const errors = all.flatMap(rule => rule(object, old));
  if (errors.length > 0) throw invalid(of, object.metadata.name, errors);
}
