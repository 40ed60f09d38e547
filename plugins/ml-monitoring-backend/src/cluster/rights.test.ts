import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ClusterApis } from 'backstage-plugin-ml-monitoring-common';
import { parseAllDocuments } from 'yaml';
import { resources } from './resources';
import { groupOf, rightsToRead, rightsToWrite } from './rights';

const everything: ClusterApis = {
  route: true,
  ingress: true,
  gateway: true,
  serviceMonitor: true,
  podMonitor: true,
  prometheusRule: true,
  grafanaV4: true,
  grafanaV5: true,
};

interface Rule {
  apiGroups: string[];
  resources: string[];
  verbs: string[];
}

/** What a manifest of the documentation grants, as `verb resource.group`. */
function grantedBy(file: string): string[] {
  const text = readFileSync(
    path.resolve(__dirname, '../../../../docs/rbac', file),
    'utf8',
  );
  return parseAllDocuments(text)
    .flatMap(document => (document.toJS() as { rules?: Rule[] }).rules ?? [])
    .flatMap(rule =>
      rule.apiGroups.flatMap(apiGroup =>
        rule.resources.flatMap(resource =>
          named({ ...rule, apiGroup, resource }),
        ),
      ),
    )
    .sort();
}

const named = ({
  apiGroup,
  resource,
  verbs,
}: {
  apiGroup: string;
  resource: string;
  verbs: string[];
}) => verbs.map(verb => `${verb} ${resource}${apiGroup && `.${apiGroup}`}`);

const wanted = (rights: ReturnType<typeof rightsToRead>) =>
  rights.flatMap(named).sort();

describe('the manifests of the documentation', () => {
  const reading = grantedBy('read-only.yaml');
  const writing = grantedBy('provisioning.yaml');

  it('grant what reading needs, and besides only what the Kubernetes plugin asks for', () => {
    const needed = wanted(rightsToRead(everything));
    expect(reading).toEqual(expect.arrayContaining(needed));
    expect(
      reading.filter(
        right => !needed.includes(right) && !right.startsWith('watch '),
      ),
    ).toEqual([
      'get namespaces',
      'get replicasets.apps',
      'list replicasets.apps',
    ]);
  });

  it('grant nothing that writes where only reading is meant', () => {
    expect(reading.filter(right => !/^(get|list|watch) /.test(right))).toEqual(
      [],
    );
  });

  it('grant what provisioning needs on top, and no more', () => {
    const needed = wanted(
      rightsToWrite({
        apis: everything,
        exposure: ['route', 'ingress', 'gateway'],
        predictions: true,
      }),
    );
    expect([...reading, ...writing]).toEqual(expect.arrayContaining(needed));
    expect(writing.filter(right => !needed.includes(right))).toEqual([
      'create routes/custom-host.route.openshift.io',
      'delete routes/custom-host.route.openshift.io',
      'patch routes/custom-host.route.openshift.io',
    ]);
  });

  it('name every kind that is read, but for Secrets, which nobody needs to read', () => {
    const granted = [
      ...reading,
      ...writing,
      ...grantedBy('readiness.yaml'),
    ].map(right => right.split(' ')[1]);
    const missing = Object.values(resources)
      .map(
        each =>
          named({
            apiGroup: groupOf(each),
            resource: each.plural,
            verbs: [''],
          })[0],
      )
      .map(name => name.trim())
      .filter(name => !granted.includes(name));
    expect(missing).toEqual(['secrets']);
  });
});
