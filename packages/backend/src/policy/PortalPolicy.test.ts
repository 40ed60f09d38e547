import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import type { PolicyQueryUser } from '@backstage/plugin-permission-node';
import {
  clusterReadPermission,
  modelDeletePermission,
  modelLogsPermission,
  modelPredictPermission,
  modelProvisionPermission,
  modelReadPermission,
} from 'backstage-plugin-ml-monitoring-common';
import { PortalPolicy } from './PortalPolicy';

const catalogRead = createPermission({
  name: 'catalog.entity.read',
  attributes: { action: 'read' },
  resourceType: 'catalog-entity',
});
const proxy = createPermission({ name: 'kubernetes.proxy', attributes: {} });
const pods = createPermission({
  name: 'kubernetes.resources.read',
  attributes: { action: 'read' },
});

const people = {
  ada: ['user:default/ada', 'group:default/platform'],
  bob: [
    'user:default/bob',
    'group:default/ml-engineers',
    'group:default/fraud-team',
  ],
  carol: ['user:default/carol', 'group:default/on-call'],
  dave: ['user:default/dave'],
};

const { ALLOW, DENY, CONDITIONAL } = AuthorizeResult;

describe('the policy of the demo portal', () => {
  const policy = new PortalPolicy();
  const decide = (person: keyof typeof people, permission: any) =>
    policy.handle({ permission }, {
      info: { ownershipEntityRefs: people[person] },
    } as PolicyQueryUser);

  it.each([
    ['read the catalog', catalogRead, [ALLOW, ALLOW, ALLOW, ALLOW]],
    ['see models', modelReadPermission, [ALLOW, ALLOW, ALLOW, DENY]],
    ['read logs', modelLogsPermission, [ALLOW, ALLOW, ALLOW, DENY]],
    ['judge clusters', clusterReadPermission, [ALLOW, ALLOW, ALLOW, DENY]],
    ['see pods', pods, [ALLOW, ALLOW, ALLOW, DENY]],
    ['predict', modelPredictPermission, [ALLOW, CONDITIONAL, DENY, DENY]],
    ['deploy', modelProvisionPermission, [ALLOW, CONDITIONAL, DENY, DENY]],
    ['delete', modelDeletePermission, [ALLOW, CONDITIONAL, DENY, DENY]],
    ['go past the plugin', proxy, [ALLOW, DENY, DENY, DENY]],
  ])('lets ada, bob, carol and dave %s or not', async (_, permission, want) => {
    const decisions = await Promise.all(
      (['ada', 'bob', 'carol', 'dave'] as const).map(person =>
        decide(person, permission),
      ),
    );
    expect(decisions.map(({ result }) => result)).toEqual(want);
  });

  it('ties what an engineer changes to what his groups own', async () => {
    await expect(decide('bob', modelDeletePermission)).resolves.toEqual({
      result: CONDITIONAL,
      pluginId: 'ml-monitoring',
      resourceType: 'ml-model',
      conditions: {
        resourceType: 'ml-model',
        rule: 'IS_OWNED_BY',
        params: { owners: people.bob },
      },
    });
  });

  it('denies models to someone who is not signed in', async () => {
    await expect(
      policy.handle({ permission: modelReadPermission }),
    ).resolves.toEqual({ result: DENY });
  });
});
