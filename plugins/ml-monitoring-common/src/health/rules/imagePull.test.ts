import {
  clusterFacts,
  minutesAgo,
  now,
  pod,
  predictor,
  thresholds,
} from '../__testUtils__/modelFacts';
import { imagePull } from './imagePull';

const context = { thresholds, now };
const waiting = {
  image: 'registry/x:2',
  reason: 'ImagePullBackOff',
  message: 'Back-off pulling image "registry/x:2"',
};
const canaryPod = pod(
  { name: 'x7k', predictor: 'v2', phase: 'Pending' },
  waiting,
);
const canary = (overrides: Parameters<typeof clusterFacts>[0] = {}) =>
  clusterFacts({
    readyEndpoints: { 'rest-seldon-model': 1, 'rest-seldon-v2': 0 },
    ...overrides,
    model: {
      predictors: [predictor(), predictor({ name: 'v2' })],
      pods: [pod(), canaryPod],
      ...overrides.model,
    },
  });
const event = (message: string) => ({
  object: 'Pod x7k',
  type: 'Warning' as const,
  reason: 'Failed',
  message,
  count: 4,
  firstSeen: minutesAgo(12),
  lastSeen: minutesAgo(1),
});

describe('imagePull', () => {
  it("names the image and the predictor, with the kubelet's own words", () => {
    const message =
      'Failed to pull image "registry/x:2": rpc error: code = NotFound desc = manifest unknown';
    expect(
      imagePull.judge(canary({ events: [event(message)] }), context),
    ).toEqual([
      {
        rule: 'image-pull',
        status: 'failing',
        title: 'The image "registry/x:2" of predictor "v2" cannot be pulled',
        detail: `ImagePullBackOff: ${message}`,
        predictor: 'v2',
        since: minutesAgo(60).toISOString(),
        confidence: 'certain',
        evidence: [
          {
            kind: 'object',
            object: 'Pod x7k',
            detail:
              'container classifier: waiting, ImagePullBackOff, Back-off pulling image "registry/x:2"',
          },
          {
            kind: 'event',
            object: 'Pod x7k',
            reason: 'Failed',
            message,
            count: 4,
            lastSeen: minutesAgo(1).toISOString(),
          },
        ],
        remedy:
          'Correct the image name or tag in the SeldonDeployment, or push the image.',
      },
    ]);
  });

  it.each([
    [
      'Failed to pull image "registry/x:2": manifest unknown',
      /Correct the image/,
    ],
    ['Failed to pull image "registry/x:2": unauthorized', /pull secret/],
    ['Failed to pull image "registry/x:2": toomanyrequests', /limits pulls/],
    ['Failed to pull image "registry/x:2": no such host', /cannot reach/],
    ['Failed to pull image "registry/x:2": who knows', /Check that the image/],
  ])('has a remedy for %j', (message, remedy) => {
    const [finding] = imagePull.judge(
      canary({ events: [event(message)] }),
      context,
    );
    expect(finding.remedy).toMatch(remedy);
  });

  it('tells of many pods with one wrong image once', () => {
    const pods = ['a', 'b', 'c', 'd'].map(name => ({ ...canaryPod, name }));
    const findings = imagePull.judge(canary({ model: { pods } }), context);
    expect(findings).toHaveLength(1);
    expect(findings[0].evidence).toHaveLength(3);
  });

  it.each([
    ['failing', 'nobody answers for the predictor', {}, 0],
    ['degraded', 'older pods still answer', {}, 1],
    ['degraded', 'no caller misses it, being a shadow', { shadow: true }, 0],
    ['degraded', 'it gets no traffic', { traffic: 0 }, 0],
  ])('is %s when %s', (status, _, overrides, endpoints) => {
    const facts = canary({
      model: {
        predictors: [predictor(), predictor({ name: 'v2', ...overrides })],
      },
      readyEndpoints: { 'rest-seldon-model': 1, 'rest-seldon-v2': endpoints },
    });
    expect(imagePull.judge(facts, context)).toMatchObject([{ status }]);
  });

  it('says nothing of pods that are over', () => {
    const pods = [{ ...canaryPod, phase: 'Failed' }];
    expect(imagePull.judge(canary({ model: { pods } }), context)).toEqual([]);
  });
});
