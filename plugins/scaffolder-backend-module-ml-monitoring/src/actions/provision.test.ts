import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  MODEL_NOT_DEPLOYED,
  type ObjectResult,
} from 'backstage-plugin-ml-monitoring-common';
import { ref } from '../__testUtils__/fixtures';
import { runAction } from '../__testUtils__/runAction';

const object = (kind: string, overrides: Partial<ObjectResult> = {}) => ({
  apiVersion: 'v1',
  kind,
  namespace: 'ml-mon',
  name: 'fraud-main',
  result: 'created' as const,
  ...overrides,
});
const entityRef = 'component:default/local.ml-mon.fraud';
const predictors = [
  {
    name: 'main',
    graph: {
      name: 'classifier',
      implementation: 'SKLEARN_SERVER',
      modelUri: 'gs://x',
    },
  },
];

describe('seldon:model:deploy', () => {
  it('asks for the deployment alone, as the initiator', async () => {
    const { outputs, calls, log, checkpoints } = await runAction(
      'seldon:model:deploy',
      { ...ref, owner: 'group:default/risk', predictors },
      {
        provisionModel: () => ({
          ref,
          objects: [object('SeldonDeployment', { name: 'fraud' })],
          warnings: ['The Service has a hashed name'],
          entityRef,
        }),
      },
    );
    expect(calls).toEqual([
      {
        endpoint: 'provisionModel',
        input: {
          ...ref,
          deployment: { owner: 'group:default/risk', predictors },
        },
        token: mockCredentials.service.token({
          onBehalfOf: mockCredentials.user(),
          targetPluginId: 'ml-monitoring',
        }),
      },
    ]);
    expect(outputs).toEqual({
      ...ref,
      entityRef,
      objects: [object('SeldonDeployment', { name: 'fraud' })],
      warnings: ['The Service has a hashed name'],
    });
    expect(log).toEqual([
      'SeldonDeployment ml-mon/fraud: created',
      'WARN The Service has a hashed name',
    ]);
    expect(checkpoints).toEqual([]);
  });

  it('applies nothing in a dry run, and says what it would', async () => {
    const { outputs, calls, log } = await runAction(
      'seldon:model:deploy',
      { ...ref, predictors },
      {
        planModel: () => ({
          ref,
          objects: [
            {
              ...object('SeldonDeployment'),
              manifest: { a: 1 },
              changes: [],
              changesFrom: 'dry-run',
            },
          ],
          warnings: [],
          applicable: true,
        }),
      },
      { isDryRun: true },
    );
    expect(calls.map(({ endpoint }) => endpoint)).toEqual(['planModel']);
    expect(outputs).toEqual({
      ...ref,
      entityRef,
      objects: [object('SeldonDeployment')],
      warnings: [],
    });
    expect(log).toEqual([
      'Dry run: SeldonDeployment ml-mon/fraud-main would be created',
    ]);
  });

  it.each([
    [
      new InputError(
        'namespace "kube-system" is not allowed: allowed are ml-*',
      ),
      'Deploying local:ml-mon/fraud failed; caused by InputError: namespace "kube-system" is not allowed: allowed are ml-*',
    ],
    [
      new ConflictError('spec.predictors is owned by kubectl'),
      'Deploying local:ml-mon/fraud failed; caused by ConflictError: spec.predictors is owned by kubectl',
    ],
  ])('hands on the reason of the backend: %s', async (refusal, message) => {
    const { error } = await runAction(
      'seldon:model:deploy',
      { ...ref, predictors },
      {
        provisionModel: () => {
          throw refusal;
        },
      },
    );
    expect(error?.message).toBe(message);
    expect(error?.name).toBe(refusal.name);
  });

  it('says what to install when the backend has no such route', async () => {
    const { error } = await runAction(
      'seldon:model:deploy',
      { ...ref, predictors },
      {},
    );
    expect(error?.message).toContain(
      'Is backstage-plugin-ml-monitoring-backend installed, and is mlMonitoring.provisioning configured?',
    );
  });
});

describe('a plan that would be refused', () => {
  const refused = {
    planModel: () => ({
      ref,
      objects: [
        {
          ...object('SeldonDeployment', { name: 'fraud' }),
          result: 'refused' as const,
          manifest: {},
          changes: [],
          changesFrom: 'dry-run' as const,
          refusal: {
            message: 'argocd-controller owns .spec.predictors',
            conflicts: [],
            resourceVersion: '7',
          },
        },
      ],
      warnings: [],
      applicable: false,
    }),
  };
  const why = expect.stringContaining(
    'SeldonDeployment ml-mon/fraud: argocd-controller owns .spec.predictors',
  );

  it('fails a dry run of seldon:model:deploy', async () => {
    const { error, outputs } = await runAction(
      'seldon:model:deploy',
      { ...ref, predictors },
      refused,
      { isDryRun: true },
    );
    expect(error?.message).toEqual(why);
    expect(outputs).toEqual({});
  });

  it('fails seldon:model:plan', async () => {
    const { error } = await runAction(
      'seldon:model:plan',
      { ...ref, deployment: { predictors } },
      refused,
    );
    expect(error?.name).toBe('ConflictError');
    expect(error?.message).toEqual(why);
  });

  it('is an output of seldon:model:plan where the template wants to look at it', async () => {
    const { error, outputs } = await runAction(
      'seldon:model:plan',
      { ...ref, deployment: { predictors }, failOnRefusal: false },
      refused,
    );
    expect(error).toBeUndefined();
    expect(outputs).toMatchObject({
      applicable: false,
      takeOver: [
        { kind: 'SeldonDeployment', name: 'fraud', resourceVersion: '7' },
      ],
    });
  });
});

describe('a cancelled seldon:model:deploy', () => {
  it('ends within two seconds, and says what is there', async () => {
    const cancelled = new AbortController();
    let cancelledAt = 0;
    const { error, log } = await runAction(
      'seldon:model:deploy',
      { ...ref, predictors },
      {
        provisionModel: () => {
          cancelledAt = Date.now();
          cancelled.abort();
          return new Promise(() => {});
        },
        planModel: () => ({
          ref,
          objects: [
            ['SeldonDeployment', 'unchanged'] as const,
            ['Route', 'created'] as const,
            ['PodMonitor', 'refused'] as const,
          ].map(([kind, result]) => ({
            ...object(kind, { name: 'fraud' }),
            result,
            manifest: {},
            changes: [],
            changesFrom: 'dry-run' as const,
          })),
          warnings: [],
          applicable: false,
        }),
      },
      { signal: cancelled.signal },
    );
    const leaves =
      'There: SeldonDeployment ml-mon/fraud. Not there: Route ml-mon/fraud. There or not, as it would be refused now: PodMonitor ml-mon/fraud. Run the template again to go on, or seldon:model:delete to take the model back';
    expect(error?.name).toBe('AbortError');
    expect(error?.message).toBe(
      `Deploying local:ml-mon/fraud was cancelled. ${leaves}`,
    );
    expect(log).toEqual([`WARN ${leaves}`]);
    expect(Date.now() - cancelledAt).toBeLessThan(2_000);
  });

  it('ends in time also where nobody can tell what is there', async () => {
    const cancelled = new AbortController();
    let cancelledAt = 0;
    const { error } = await runAction(
      'seldon:model:deploy',
      { ...ref, predictors },
      {
        provisionModel: () => {
          cancelledAt = Date.now();
          cancelled.abort();
          return new Promise(() => {});
        },
        planModel: () => new Promise(() => {}),
      },
      { signal: cancelled.signal },
    );
    expect(error?.message).toContain('could not be found out in time');
    expect(Date.now() - cancelledAt).toBeLessThan(2_000);
  });
});

describe('what may be taken over', () => {
  it.each([
    ['seldon:model:deploy', { predictors }],
    ['seldon:model:expose', {}],
    ['seldon:model:monitor', {}],
  ])('%s hands it on', async (id, input) => {
    const takeOver = [
      { kind: 'SeldonDeployment', name: 'fraud', resourceVersion: '7' },
    ];
    const { calls } = await runAction(
      id,
      { ...ref, ...input, takeOver },
      {
        provisionModel: () => ({ ref, objects: [], warnings: [], entityRef }),
      },
    );
    expect(calls[0].input).toMatchObject({ ...ref, takeOver });
  });
});

describe('seldon:model:expose', () => {
  it('leaves the way to the cluster when none is given, and gives the address', async () => {
    const { outputs, calls } = await runAction('seldon:model:expose', ref, {
      provisionModel: () => ({
        ref,
        objects: [object('Route')],
        warnings: [],
        url: 'https://fraud.apps',
        entityRef,
      }),
    });
    expect(calls[0].input).toEqual({ ...ref, exposure: { kind: 'auto' } });
    expect(outputs.url).toBe('https://fraud.apps');
  });

  it('goes on in a dry run when the model of the step before is not there', async () => {
    const { error, outputs, log } = await runAction(
      'seldon:model:expose',
      ref,
      {
        planModel: () => {
          throw Object.assign(new NotFoundError('no such model'), {
            code: MODEL_NOT_DEPLOYED,
          });
        },
      },
      { isDryRun: true },
    );
    expect(error).toBeUndefined();
    expect(outputs).toEqual({ ...ref, entityRef, objects: [], warnings: [] });
    expect(log).toEqual([
      'Dry run: Exposing local:ml-mon/fraud once it is deployed',
    ]);
  });
});

describe('a dry run of seldon:model:expose', () => {
  it.each([
    'There is no route POST /plans; models can be changed only where mlMonitoring.provisioning is configured',
    "The portal's Kubernetes plugin knows no cluster local",
  ])('fails for what no step before can bring about: %s', async message => {
    const { error } = await runAction(
      'seldon:model:expose',
      ref,
      {
        planModel: () => {
          throw new NotFoundError(message);
        },
      },
      { isDryRun: true },
    );
    expect(error?.message).toContain(message);
  });
});

describe('seldon:model:monitor', () => {
  it('gives the monitors, without what else it made', async () => {
    const { outputs, calls } = await runAction(
      'seldon:model:monitor',
      { ...ref, customMetrics: true },
      {
        provisionModel: () => ({
          ref,
          objects: [object('Service'), object('ServiceMonitor')],
          warnings: [],
          entityRef,
        }),
      },
    );
    expect(calls[0].input).toEqual({
      ...ref,
      monitoring: { customMetrics: true },
    });
    expect(outputs.monitors).toEqual([
      { kind: 'ServiceMonitor', name: 'fraud-main' },
    ]);
  });
});

describe('seldon:model:delete', () => {
  it('takes a model that is not there for deleted', async () => {
    const { error, outputs, log } = await runAction(
      'seldon:model:delete',
      ref,
      {
        deleteModel: () => ({ ref, objects: [], warnings: [] }),
      },
    );
    expect(error).toBeUndefined();
    expect(outputs).toEqual({ objects: [], warnings: [] });
    expect(log).toEqual([
      'local:ml-mon/fraud is not there: nothing was deleted',
    ]);
  });

  it('does not take a missing route for a missing model', async () => {
    const { error } = await runAction('seldon:model:delete', ref, {});
    expect(error?.message).toContain('has no such route');
  });
});
