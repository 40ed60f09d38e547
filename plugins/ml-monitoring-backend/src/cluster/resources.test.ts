import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { resources } from './resources';
import { groupOf } from './rights';

const FILES = ['read-only.yaml', 'provisioning.yaml', 'readiness.yaml'];

interface Rule {
  apiGroups: string[];
  resources: string[];
}

const granted = FILES.flatMap(file => {
  const text = readFileSync(
    path.join(__dirname, '../../../../docs/rbac', file),
    'utf8',
  );
  return parseAllDocuments(text)
    .flatMap(document => (document.toJS() as { rules?: Rule[] }).rules ?? [])
    .flatMap(({ apiGroups, resources: names }) =>
      apiGroups.flatMap(group => names.map(name => `${name}.${group}`)),
    );
});

describe('the kinds that the backend knows', () => {
  it('are all in a Role that is shipped, but for what a model only refers to', () => {
    expect(
      Object.values(resources)
        .map(resource => `${resource.plural}.${groupOf(resource)}`)
        .filter(name => !granted.includes(name)),
    ).toEqual(['secrets.', 'serviceaccounts.']);
  });
});
