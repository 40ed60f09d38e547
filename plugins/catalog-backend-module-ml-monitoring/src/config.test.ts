import { mockServices } from '@backstage/backend-test-utils';
import { readCatalogConfig } from './config';

const read = (catalog?: object) =>
  readCatalogConfig(
    mockServices.rootConfig({
      data: catalog ? { mlMonitoring: { catalog: catalog as any } } : {},
    }),
  );

describe('readCatalogConfig', () => {
  it('looks for models every 15 seconds by default', () => {
    expect(read()).toEqual({
      schedule: { frequency: { seconds: 15 }, timeout: { minutes: 1 } },
      defaults: {
        entityType: 'model-server',
        owner: 'group:default/unknown',
        lifecycle: 'production',
      },
    });
  });

  it('takes every key', () => {
    expect(
      read({
        schedule: { frequency: { minutes: 5 }, timeout: { seconds: 30 } },
        entityType: 'model',
        defaultOwner: 'group:default/ml-platform',
        defaultSystem: 'system:default/ml',
        lifecycle: 'experimental',
      }),
    ).toMatchObject({
      schedule: { frequency: { minutes: 5 }, timeout: { seconds: 30 } },
      defaults: {
        entityType: 'model',
        owner: 'group:default/ml-platform',
        system: 'system:default/ml',
        lifecycle: 'experimental',
      },
    });
  });

  it.each([
    [
      { defaultOwner: 'a/b/c' },
      'mlMonitoring.catalog.defaultOwner must be an entity reference',
    ],
    [
      { schedule: { timeout: { minutes: 1 } } },
      'mlMonitoring.catalog.schedule',
    ],
    [{ lifecycle: 5 }, 'mlMonitoring.catalog.lifecycle'],
  ])('refuses %j and names the key', (catalog, message) => {
    expect(() => read(catalog)).toThrow(message);
  });
});
