import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Right } from 'backstage-plugin-ml-monitoring-common';
import { parseAllDocuments } from 'yaml';
import { rightsToRead, rightsToWrite } from './rights';

const apis = {
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

/** Each as `verb resource.group`. */
function documented(file: string): string[] {
  const text = readFileSync(
    path.join(__dirname, '../../../../docs/rbac', file),
    'utf8',
  );
  const [{ rules }] = parseAllDocuments(text).map(document => document.toJS());
  return (rules as Rule[]).flatMap(({ apiGroups, resources, verbs }) =>
    apiGroups.flatMap(apiGroup =>
      resources.flatMap(resource => written({ apiGroup, resource, verbs })),
    ),
  );
}

const written = ({ apiGroup, resource, verbs }: Right) =>
  verbs.map(verb => `${verb} ${resource}.${apiGroup}`);

describe('the Roles that are shipped', () => {
  it('grant what is read, and besides what watching needs', () => {
    const granted = documented('read-only.yaml');
    const needed = rightsToRead(apis).flatMap(written);
    expect(granted).toEqual(expect.arrayContaining(needed));
    expect(
      granted.filter(
        right => !needed.includes(right) && !right.startsWith('watch '),
      ),
    ).toEqual([
      'get namespaces.',
      // For the diagnosis, which does without.
      'get networkpolicies.networking.k8s.io',
      'list networkpolicies.networking.k8s.io',
    ]);
  });

  it('grant what provisioning writes', () => {
    const granted = documented('provisioning.yaml');
    const needed = rightsToWrite({
      apis,
      exposure: ['route', 'ingress', 'gateway'],
      routeHosts: true,
      predictions: true,
    }).flatMap(written);
    expect(granted).toEqual(expect.arrayContaining(needed));
    expect(granted.filter(right => !needed.includes(right))).toEqual([
      'patch routes/custom-host.route.openshift.io',
      'delete routes/custom-host.route.openshift.io',
    ]);
  });

  it('need nothing written where nothing of it is served', () => {
    const none = Object.fromEntries(
      Object.keys(apis).map(api => [api, false]),
    ) as typeof apis;
    expect(
      rightsToWrite({
        apis: none,
        exposure: ['route'],
        routeHosts: true,
        predictions: false,
      }).flatMap(written),
    ).toEqual([
      'create seldondeployments.machinelearning.seldon.io',
      'patch seldondeployments.machinelearning.seldon.io',
      'delete seldondeployments.machinelearning.seldon.io',
      'create services.',
      'patch services.',
      'delete services.',
    ]);
  });
});
