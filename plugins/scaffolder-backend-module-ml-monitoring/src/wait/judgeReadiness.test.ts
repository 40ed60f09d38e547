import type { ModelDetail } from 'backstage-plugin-ml-monitoring-common';
import {
  healthReport,
  modelDetail,
  pod,
  predictor,
  rollout,
} from '../__testUtils__/fixtures';
import { judgeReadiness } from './judgeReadiness';

const route = { kind: 'Route' as const, name: 'fraud-main' };

describe('judgeReadiness', () => {
  it.each<{ when: string; model: Partial<ModelDetail> }>([
    { when: 'the newest spec is rolled out and available', model: {} },
    {
      when: 'its route is admitted',
      model: { endpoints: [{ ...route, admitted: true }] },
    },
    {
      when: 'its ingress has an address',
      model: {
        endpoints: [{ kind: 'Ingress', name: 'fraud', url: 'https://fraud' }],
      },
    },
    {
      when: 'it is scaled to zero on purpose',
      model: {
        state: 'Creating',
        pods: [],
        predictors: [
          predictor({
            replicas: 0,
            rollouts: [
              rollout({ desired: 0, updated: 0, ready: 0, available: 0 }),
            ],
          }),
        ],
      },
    },
  ])('is ready when $when', ({ model }) => {
    expect(judgeReadiness(modelDetail(model))).toEqual({ state: 'ready' });
  });

  it.each<{ missing: string; model: Partial<ModelDetail> }>([
    {
      missing: 'predictor main has no Deployment yet',
      model: { predictors: [predictor({ rollouts: [] })] },
    },
    {
      missing:
        'Deployment fraud-main-0-classifier is not of the newest spec yet',
      model: {
        predictors: [predictor({ rollouts: [rollout({ phase: 'pending' })] })],
      },
    },
    {
      missing:
        'predictor main: 1 of 2 replicas ready, 1 of the newest version, 1 available (waiting for pods)',
      model: {
        predictors: [
          predictor({
            rollouts: [
              rollout({
                desired: 2,
                phase: 'progressing',
                message: 'waiting for pods',
              }),
            ],
          }),
        ],
      },
    },
    {
      missing: 'the Seldon operator has reported no state yet',
      model: { state: undefined },
    },
    {
      missing: 'the SeldonDeployment is Creating',
      model: { state: 'Creating' },
    },
    {
      missing: 'Route fraud-main is not admitted yet',
      model: { endpoints: [route] },
    },
    {
      missing: 'HTTPRoute fraud-main is not admitted yet',
      model: {
        endpoints: [
          {
            ...route,
            kind: 'HTTPRoute',
            admitted: false,
            reason: 'BackendNotFound',
          },
        ],
      },
    },
  ])('waits while $missing', ({ missing, model }) => {
    expect(judgeReadiness(modelDetail(model))).toEqual({
      state: 'waiting',
      missing: [missing],
    });
  });

  it.each<{ reason: string; model: Partial<ModelDetail> }>([
    {
      reason:
        'pod fraud-main-0-classifier-x7k: ImagePullBackOff: Back-off pulling image "nope:1"',
      model: {
        state: 'Creating',
        pods: [
          pod({
            ready: false,
            reason: 'ImagePullBackOff',
            message: 'Back-off pulling image "nope:1"',
          }),
        ],
      },
    },
    {
      reason:
        'the SeldonDeployment is Failed: No entry in predictors map for NO_SERVER',
      model: {
        state: 'Failed',
        stateDescription: 'No entry in predictors map for NO_SERVER',
      },
    },
    {
      reason:
        'Deployment fraud-main-0-classifier is stuck: exceeded its progress deadline',
      model: {
        predictors: [
          predictor({
            rollouts: [
              rollout({
                phase: 'stuck',
                message: 'exceeded its progress deadline',
              }),
            ],
          }),
        ],
      },
    },
    {
      reason:
        'Route fraud-main is not admitted (HostAlreadyClaimed): route other already exposes it',
      model: {
        endpoints: [
          {
            ...route,
            admitted: false,
            reason: 'HostAlreadyClaimed',
            message: 'route other already exposes it',
          },
        ],
      },
    },
  ])('is failing because $reason', ({ reason, model }) => {
    expect(judgeReadiness(modelDetail(model))).toMatchObject({
      state: 'failing',
      reason,
    });
  });

  const brokenPod = pod({ ready: false, reason: 'CrashLoopBackOff' });

  it('gives the words of the verdict rather than a raw reason', () => {
    const report = healthReport({
      status: 'failing',
      findings: [
        {
          rule: 'crash-loop',
          status: 'failing',
          title: 'The container classifier keeps crashing.',
          remedy: 'Read its last log lines.',
          confidence: 'certain',
          evidence: [],
        },
      ],
    });
    expect(
      judgeReadiness(
        modelDetail({ state: 'Creating', pods: [brokenPod] }),
        report,
      ),
    ).toMatchObject({
      state: 'failing',
      reason:
        'The container classifier keeps crashing. Read its last log lines',
      cause: { rule: 'crash-loop', predictor: undefined },
    });
  });

  it.each([
    'image-pull',
    'model-download',
    'container-config',
    'crash-loop',
    'out-of-memory',
    'pods-refused',
  ])('takes %s for lasting', rule => {
    const report = healthReport({
      findings: [
        {
          rule,
          status: 'failing',
          title: 'Broken',
          predictor: 'main',
          confidence: 'certain',
          evidence: [],
        },
      ],
    });
    expect(judgeReadiness(modelDetail({ state: 'Creating' }), report)).toEqual({
      state: 'failing',
      reason: 'Broken',
      cause: { rule, predictor: 'main' },
      missing: ['the SeldonDeployment is Creating'],
    });
  });

  it('waits for a node, and says so', () => {
    const report = healthReport({
      findings: [
        {
          rule: 'unschedulable',
          status: 'failing',
          title: 'No node of the cluster can take a pod of predictor "main"',
          detail: '0/3 nodes are available',
          confidence: 'certain',
          evidence: [],
        },
      ],
    });
    expect(judgeReadiness(modelDetail({ state: 'Creating' }), report)).toEqual({
      state: 'waiting',
      missing: [
        'the SeldonDeployment is Creating',
        'No node of the cluster can take a pod of predictor "main": 0/3 nodes are available',
      ],
    });
  });

  it('says beside the words of the cluster what to do', () => {
    const report = healthReport({
      findings: [
        {
          rule: 'exposure',
          status: 'degraded',
          title: 'The Route "fraud-main" was refused',
          predictor: 'main',
          confidence: 'certain',
          evidence: [],
          remedy: 'Choose another host.',
        },
      ],
    });
    const model = modelDetail({
      endpoints: [
        {
          ...route,
          predictor: 'main',
          admitted: false,
          reason: 'HostAlreadyClaimed',
        },
      ],
    });
    expect(judgeReadiness(model, report)).toEqual({
      state: 'failing',
      reason:
        'Route fraud-main is not admitted (HostAlreadyClaimed). Choose another host',
      cause: { rule: 'exposure', predictor: 'main' },
      missing: ['Route fraud-main is not admitted yet'],
    });
  });

  it('sees that the newest version is stuck though the model is Available', () => {
    const model = modelDetail({
      state: 'Available',
      predictors: [
        predictor({
          rollouts: [
            rollout({
              phase: 'stuck',
              ready: 1,
              updated: 1,
              message: 'ReplicaSet has timed out progressing.',
            }),
          ],
        }),
      ],
    });
    expect(judgeReadiness(model)).toMatchObject({
      state: 'failing',
      reason:
        'Deployment fraud-main-0-classifier is stuck: ReplicaSet has timed out progressing',
    });
  });

  it('does not mind what went wrong on the way once everything is in place', () => {
    expect(judgeReadiness(modelDetail({ pods: [brokenPod] }))).toEqual({
      state: 'ready',
    });
  });

  it('waits while no Service leads to the pods', () => {
    const report = healthReport({
      findings: [
        {
          rule: 'endpoints',
          status: 'progressing',
          title: 'Predictor "main" answers nobody: it has no ready endpoint',
          confidence: 'certain',
          evidence: [],
        },
      ],
    });
    expect(judgeReadiness(modelDetail(), report)).toEqual({
      state: 'waiting',
      missing: ['Predictor "main" answers nobody: it has no ready endpoint'],
    });
  });

  it('does not blame the newest spec for pods of the one before', () => {
    const model = modelDetail({
      pods: [brokenPod],
      predictors: [predictor({ rollouts: [rollout({ phase: 'pending' })] })],
    });
    expect(judgeReadiness(model).state).toBe('waiting');
  });
});
