import { seldonNames } from './names';

const LONG =
  'seldon-model-1234567890-1234567890-1234567890-1234567890-1234567890';

describe('seldonNames', () => {
  it.each([
    ['a name of 63 characters', 'a'.repeat(63), 'a'.repeat(63)],
    [
      'a name of 64 characters',
      'a'.repeat(64),
      'seldon-014842d480b571495a4a0363793f7367',
    ],
    ['a long model', LONG, 'seldon-83a2ff7bfcb4fd45246a1b2c4ef40961'],
  ])('labels %s', (_, name, id) => {
    expect(seldonNames.id(name)).toBe(id);
  });

  it('joins deployment and predictor, and hashes what is too long', () => {
    expect(seldonNames.predictorService('rest-seldon', 'model')).toBe(
      'rest-seldon-model',
    );
    expect(seldonNames.predictorService(LONG, 'example')).toBe(
      'seldon-df548a2f3abc8fd0a582413d3849cc21',
    );
  });

  it('hashes the whole name of a container Service', () => {
    expect(seldonNames.containerService(LONG, 'example', 'classifier')).toBe(
      'seldon-a9fa550aedf17fb52e439c34cffb81af',
    );
    expect(
      seldonNames.containerService(
        'fraud-detection-model-production-eu-west-1',
        'challenger-default',
        'classifier',
      ),
    ).toBe('seldon-ff499537ff95c0f3579fd3f074efc16e');
  });

  it.each([
    ['by its containers', {}, 'm-p-0-first-second'],
    ['by its own name', { componentSpecName: 'own' }, 'm-p-0-own'],
  ])('names a Deployment %s', (_, extra, name) => {
    expect(
      seldonNames.deployment({
        deployment: 'm',
        predictor: 'p',
        componentSpecIndex: 0,
        containers: ['first', 'second'],
        ...extra,
      }),
    ).toBe(name);
  });

  it('hashes the whole name of a Deployment', () => {
    expect(
      seldonNames.deployment({
        deployment: LONG,
        predictor: 'example',
        componentSpecIndex: 0,
        containers: ['classifier'],
      }),
    ).toBe('seldon-3f2f8e6d18f9ff0b7937eb1cdf5a470e');
  });

  it('names the separate orchestrator', () => {
    expect(seldonNames.orchestrator('m', 'p')).toBe('m-p-svc-orch');
  });
});
