import { entityEnvelopeSchemaValidator } from '@backstage/catalog-model';
import { defaults, summary } from '../__testUtils__/fixtures';
import { toEntity } from './toEntity';

describe('toEntity', () => {
  it('says where the model is, who answers for it and how to find its pods', () => {
    const model = summary('local:ml-mon/fraud', {
      ownership: {
        owner: 'group:default/risk',
        system: 'system:default/payments',
        description: 'Scores card payments',
      },
      url: 'https://fraud.apps.example.com',
    });
    expect(toEntity(model, defaults)).toStrictEqual({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name: 'local.ml-mon.fraud',
        title: 'fraud',
        description: 'Scores card payments',
        annotations: {
          'backstage.io/managed-by-location':
            'ml-monitoring:local:ml-mon/fraud',
          'backstage.io/managed-by-origin-location':
            'ml-monitoring:local:ml-mon/fraud',
          'ml-monitoring/model': 'local:ml-mon/fraud',
          'backstage.io/kubernetes-cluster': 'local',
          'backstage.io/kubernetes-namespace': 'ml-mon',
          'backstage.io/kubernetes-label-selector':
            'seldon-deployment-id=fraud',
        },
        labels: { 'ml-monitoring/namespace': 'ml-mon' },
        links: [
          {
            url: 'https://fraud.apps.example.com',
            title: 'Model endpoint',
            type: 'endpoint',
          },
        ],
      },
      spec: {
        type: 'model-server',
        lifecycle: 'production',
        owner: 'group:default/risk',
        system: 'system:default/payments',
      },
    });
  });

  it('invents nothing that the model does not say', () => {
    const { metadata, spec } = toEntity(summary('local:ml-mon/fraud'), {
      ...defaults,
      owner: 'group:default/ml-platform',
    });
    expect(metadata).not.toHaveProperty('description');
    expect(metadata).not.toHaveProperty('links');
    expect(spec).toStrictEqual({
      type: 'model-server',
      lifecycle: 'production',
      owner: 'group:default/ml-platform',
    });
  });

  it.each([
    ['risk', 'group:default/risk'],
    ['user:anna', 'user:default/anna'],
    ['no/such/thing', 'group:default/unknown'],
    ['', 'group:default/unknown'],
  ])('reads the owner "%s" as %s', (owner, expected) => {
    const model = summary('local:ml-mon/fraud', { ownership: { owner } });
    expect(toEntity(model, defaults).spec.owner).toBe(expected);
  });

  it.each(['data:text/html,hello', 'https://', 'fraud.apps'])(
    'links to no such address as %s',
    url => {
      const model = summary('local:ml-mon/fraud', { url });
      expect(toEntity(model, defaults).metadata).not.toHaveProperty('links');
    },
  );

  it('stays the same while verdict and numbers change', () => {
    const failing = summary('local:ml-mon/fraud', {
      status: 'failing',
      summary: 'Failing: no pod is ready',
      numbers: { requestsPerSecond: 3 },
    });
    expect(toEntity(failing, defaults)).toEqual(
      toEntity(summary('local:ml-mon/fraud'), defaults),
    );
  });

  it('is an entity for the catalog, and finds the pods, where the name is long', () => {
    const name =
      'seldon-model-1234567890-1234567890-1234567890-1234567890-1234567890';
    const entity = toEntity(summary(`local:ml-mon/${name}`), defaults);
    expect(() => entityEnvelopeSchemaValidator()(entity)).not.toThrow();
    expect(entity.metadata.name.length).toBeLessThanOrEqual(63);
    expect(
      entity.metadata.annotations!['backstage.io/kubernetes-label-selector'],
    ).toBe('seldon-deployment-id=seldon-83a2ff7bfcb4fd45246a1b2c4ef40961');
  });
});
