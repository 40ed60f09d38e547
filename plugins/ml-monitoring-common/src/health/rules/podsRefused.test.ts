import {
  clusterFacts,
  minutesAgo,
  now,
  predictor,
  thresholds,
} from '../__testUtils__/modelFacts';
import { evaluateHealth } from '../evaluateHealth';
import { podsRefused } from './podsRefused';

const context = { thresholds, now };
const deployment = 'rest-seldon-model-0-classifier';

const refused = (message: string, readyEndpoints = 0) =>
  clusterFacts({
    model: {
      pods: [],
      state: 'Creating',
      predictors: [
        predictor({
          rollouts: [
            {
              deployment,
              desired: 1,
              updated: 0,
              ready: 0,
              available: 0,
              phase: 'progressing',
            },
          ],
        }),
      ],
    },
    conditions: [
      {
        object: `Deployment ${deployment}`,
        type: 'ReplicaFailure',
        status: 'True',
        reason: 'FailedCreate',
        message,
        since: minutesAgo(5),
      },
    ],
    events: [
      {
        object: `ReplicaSet ${deployment}-5d8f7`,
        type: 'Warning',
        reason: 'FailedCreate',
        message: `Error creating: ${message}`,
        count: 7,
        lastSeen: minutesAgo(1),
      },
    ],
    readyEndpoints: { 'rest-seldon-model': readyEndpoints },
  });

describe('podsRefused', () => {
  it.each([
    [
      'pods "x" is forbidden: exceeded quota: compute, requested: pods=1, used: pods=4, limited: pods=4',
      'The quota of the namespace',
      'ResourceQuota',
    ],
    [
      'pods "x" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false',
      'The pod security standard of the namespace',
      'securityContext',
    ],
    [
      'pods "x-" is forbidden: unable to validate against any security context constraint: [provider "anyuid": Forbidden]',
      'OpenShift (no security context constraint fits)',
      'SecurityContextConstraint',
    ],
    [
      'pods "x" is forbidden: maximum memory usage per Container is 1Gi, but limit is 2Gi',
      'The LimitRange of the namespace',
      'LimitRange',
    ],
    [
      'pods "x" is forbidden: error looking up service account ml-mon/s3: serviceaccount "s3" not found',
      'The API server (a service account is missing)',
      'service account',
    ],
    [
      'admission webhook "policy.example.com" denied the request: no latest tag',
      'An admission webhook',
      'webhook',
    ],
    ['pods "x" is forbidden: something new', 'The cluster', 'reason'],
  ])('says who refuses and what to do: %s', (message, who, remedy) => {
    expect(podsRefused.judge(refused(message), context)).toEqual([
      {
        rule: 'pods-refused',
        status: 'failing',
        title: `${who} refuses the pods of predictor "model"`,
        detail: message,
        predictor: 'model',
        since: minutesAgo(5).toISOString(),
        confidence: 'certain',
        evidence: [
          expect.objectContaining({
            kind: 'condition',
            type: 'ReplicaFailure',
            message,
          }),
          {
            kind: 'event',
            object: `ReplicaSet ${deployment}-5d8f7`,
            reason: 'FailedCreate',
            message: `Error creating: ${message}`,
            count: 7,
            lastSeen: minutesAgo(1).toISOString(),
          },
        ],
        remedy: expect.stringContaining(remedy),
      },
    ]);
  });

  it('is less bad while pods of the version before answer', () => {
    expect(
      podsRefused.judge(refused('exceeded quota', 1), context),
    ).toMatchObject([{ status: 'degraded' }]);
  });

  it('says nothing of a model whose pods are made', () => {
    expect(podsRefused.judge(clusterFacts(), context)).toEqual([]);
  });

  it('explains the rollout, the state and the missing endpoints', () => {
    const { status, findings } = evaluateHealth(
      {
        cluster: {
          status: 'answered',
          value: refused('exceeded quota'),
          asOf: now,
        },
        metrics: { status: 'absent', message: 'none' },
      },
      thresholds,
      now,
    );
    expect(status).toBe('failing');
    expect(
      findings.filter(each => each.status === 'failing').map(each => each.rule),
    ).toEqual(['pods-refused']);
  });
});
