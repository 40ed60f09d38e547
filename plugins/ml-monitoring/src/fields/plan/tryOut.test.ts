import { templateUpTo } from './tryOut';

const template: any = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: 'deploy' },
  spec: {
    type: 'model-server',
    parameters: [{ required: ['name'] }],
    steps: [
      { id: 'fetch', action: 'fetch:plain' },
      {
        id: 'plan',
        name: 'Plan',
        action: 'seldon:model:plan',
        input: { name: '${{ parameters.name }}' },
      },
      { id: 'deploy', action: 'seldon:model:deploy' },
    ],
    output: { links: [] },
  },
};

describe('templateUpTo', () => {
  it('keeps the steps up to the one that plans, with its own input, and nothing behind it', () => {
    const { spec } = templateUpTo(template, 'seldon:model:plan', {
      failOnRefusal: false,
    })!;
    expect(spec.steps).toEqual([
      { id: 'fetch', action: 'fetch:plain' },
      {
        id: 'tried',
        name: 'Plan',
        action: 'seldon:model:plan',
        input: { name: '${{ parameters.name }}', failOnRefusal: false },
      },
    ]);
    expect(spec.output).toEqual({ tried: '${{ steps.tried.output }}' });
    expect(spec.parameters).toEqual([]);
  });

  it('leaves the template itself alone', () => {
    const before = structuredClone(template);
    templateUpTo(template, 'seldon:model:plan', { failOnRefusal: false });
    expect(template).toEqual(before);
  });

  it('has nothing to try where the template does not plan', () => {
    expect(templateUpTo(template, 'seldon:model:render')).toBeUndefined();
  });
});
