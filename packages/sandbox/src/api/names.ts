import type { FieldError } from './errors';
import type { ResourceDefinition } from './resources';

interface NameRule {
  pattern: RegExp;
  maximum: number;
  explanation: string;
}

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const subdomain = `${label}(\\.${label})*`;

const subdomainRule: NameRule = {
  pattern: new RegExp(`^${subdomain}$`),
  maximum: 253,
  explanation: `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${subdomain}')`,
};

const labelRule: NameRule = {
  pattern: new RegExp(`^${label}$`),
  maximum: 63,
  explanation: `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '${label}')`,
};

const serviceRule: NameRule = {
  pattern: /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
  maximum: 63,
  explanation: `a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')`,
};

/** RBAC names become path segments and nothing more: `system:node` is fine. */
const pathSegmentRule: NameRule = {
  pattern: /^(?!\.{1,2}$)[^/%]+$/,
  maximum: Infinity,
  explanation: `may not be '.' or '..' and may not contain '/' or '%'`,
};

function ruleFor({ group, resource }: ResourceDefinition): NameRule {
  if (group === 'rbac.authorization.k8s.io') return pathSegmentRule;
  if (group) return subdomainRule;
  if (resource === 'services') return serviceRule;
  return resource === 'namespaces' ? labelRule : subdomainRule;
}

export function nameErrors(of: ResourceDefinition, name: string): FieldError[] {
  if (!name) {
    return [
      {
        reason: 'FieldValueRequired',
        field: 'metadata.name',
        detail: 'name or generateName is required',
      },
    ];
  }
  return breaches(ruleFor(of), 'metadata.name', name);
}

function breaches(rule: NameRule, field: string, value: string): FieldError[] {
  const details = [
    ...(rule.pattern.test(value) ? [] : [rule.explanation]),
    ...(value.length > rule.maximum
      ? [`must be no more than ${rule.maximum} characters`]
      : []),
  ];
  return details.map(detail => ({
    reason: 'FieldValueInvalid',
    field,
    value,
    detail,
  }));
}

const qualifiedName = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';

const labelNameRule: NameRule = {
  pattern: new RegExp(`^${qualifiedName}$`),
  maximum: 63,
  explanation: `name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${qualifiedName}')`,
};

const labelValueRule: NameRule = {
  pattern: new RegExp(`^(${qualifiedName})?$`),
  maximum: 63,
  explanation: `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(${qualifiedName})?')`,
};

const nameOfKey = (key: string) => key.slice(key.indexOf('/') + 1);

export function labelErrors(
  labels: Record<string, string> = {},
  field = 'metadata.labels',
): FieldError[] {
  return Object.entries(labels).flatMap(([key, value]) => [
    ...breaches(labelNameRule, field, nameOfKey(key)).map(error => ({
      ...error,
      value: key,
    })),
    ...breaches(labelValueRule, field, value),
  ]);
}

const suffixAlphabet = 'bcdfghjklmnpqrstvwxz2456789';

/** `generateName` plus five characters that spell no words, from a unique id. */
export function generatedName(prefix: string, uid: string): string {
  let hash = 2166136261;
  for (const character of uid) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 16777619) >>> 0;
  }
  let suffix = '';
  for (let index = 0; index < 5; index += 1) {
    suffix += suffixAlphabet[hash % suffixAlphabet.length];
    hash = Math.floor(hash / suffixAlphabet.length);
  }
  return prefix.slice(0, 63 - suffix.length) + suffix;
}
