import { deploymentName } from 'backstage-plugin-ml-monitoring-common';
import { deploymentSchema, seldonDeploymentSchema } from '../objects';
import { deploymentOwners } from './deploymentOwners';

const long = 'a'.repeat(60);

const sdep = seldonDeploymentSchema.parse({
  metadata: { name: 'fraud', namespace: 'ml-mon' },
  spec: {
    predictors: ['main', 'canary'].map(name => ({
      name,
      graph: { name: long },
      componentSpecs: [{ spec: { containers: [{ name: long, image: 'a' }] } }],
    })),
  },
});
const deployment = (name: string, labels: Record<string, string> = {}) =>
  deploymentSchema.parse({
    metadata: { name, namespace: 'ml-mon', labels },
    spec: { template: { spec: { containers: [] } } },
  });
const named = (predictor: string, keepPrefix: boolean) =>
  deploymentName(
    'fraud',
    predictor,
    { index: 0, containers: [long] },
    { keepPrefix },
  );

describe('a Deployment belongs to', () => {
  it.each([
    [named('canary', false), {}, 'canary'],
    [named('canary', true), {}, 'canary'],
    ['anything', { version: 'canary' }, 'canary'],
    ['fraud-main-svc-orch', {}, 'main'],
    ['fraud-canary-explainer', {}, 'canary'],
    ['anything', { 'seldon-app': 'fraud-main' }, 'main'],
    ['anything', {}, undefined],
  ])('%s with %j: %s', (name, labels, predictor) => {
    const owner = deploymentOwners(sdep, [deployment(name, labels)]);
    expect(owner(name)).toBe(predictor);
  });
});
