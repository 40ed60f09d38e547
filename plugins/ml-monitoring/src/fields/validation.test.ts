import { translationApiRef } from '@backstage/frontend-plugin-api';
import { mockApis } from '@backstage/frontend-test-utils';
import { answerError, fakeApi } from '../__testUtils__/fakeApi';
import type { MlMonitoringApi } from 'backstage-plugin-ml-monitoring-common';
import {
  validateCluster,
  validateModel,
  validateModelName,
  validateNamespace,
  validateServer,
} from './validation';

const api: Partial<MlMonitoringApi> = {
  listClusterOptions: async () => ({
    items: [
      { name: 'local', title: 'Local', usable: true },
      {
        name: 'eu',
        title: 'EU',
        usable: false,
        reason: 'It needs a service credential',
      },
    ],
  }),
  listNamespaceOptions: async () => ({
    items: [
      { name: 'ml-mon', allowed: true },
      { name: 'default', allowed: false, reason: 'Allowed are ml-*' },
    ],
  }),
  listServerOptions: async () => ({
    items: [
      {
        name: 'SKLEARN_SERVER',
        title: 'scikit-learn',
        protocols: ['seldon', 'v2'],
        needsModelUri: true,
      },
    ],
  }),
  getModel: async () => {
    throw answerError(404, 'no such model');
  },
};

async function problemsOf(
  validate: (value: any, field: any, context: any) => void | Promise<void>,
  value: unknown,
  options: {
    formData?: object;
    uiOptions?: object;
    own?: Partial<MlMonitoringApi>;
  } = {},
): Promise<string[]> {
  const problems: string[] = [];
  const field = { addError: (problem: string) => problems.push(problem) };
  await validate(value, field as any, {
    apiHolder: {
      get: (ref: { id: string }) =>
        ref.id === translationApiRef.id
          ? mockApis.translation()
          : (fakeApi({ ...api, ...options.own }) as any),
    },
    formData: { cluster: 'local', namespace: 'ml-mon', ...options.formData },
    schema: {},
    uiSchema: { 'ui:options': options.uiOptions },
  });
  return problems;
}

const away = async () => {
  throw answerError(503, 'no connection');
};

describe('validateCluster', () => {
  it.each([
    ['local', []],
    ['eu', ['eu cannot be used: It needs a service credential']],
    ['mars', ['The portal knows no cluster mars']],
  ])('finds in %s: %j', async (cluster, problems) => {
    expect(await problemsOf(validateCluster, cluster)).toEqual(problems);
  });

  it('blocks nobody while the look-up fails', async () => {
    const own = { listClusterOptions: away };
    expect(await problemsOf(validateCluster, 'mars', { own })).toEqual([]);
  });
});

describe('validateNamespace', () => {
  it.each([
    ['ml-mon', []],
    ['default', ['default cannot be used: Allowed are ml-*']],
    ['nowhere', ['Cluster local shows no namespace nowhere']],
  ])('finds in %s: %j', async (namespace, problems) => {
    expect(await problemsOf(validateNamespace, namespace)).toEqual(problems);
  });

  it('blocks nobody while the look-up fails', async () => {
    const own = { listNamespaceOptions: away };
    expect(await problemsOf(validateNamespace, 'default', { own })).toEqual([]);
  });
});

describe('validateModelName', () => {
  const taken = { getModel: async () => ({}) as any };

  it('takes a name that is free', async () => {
    expect(await problemsOf(validateModelName, 'fraud')).toEqual([]);
  });

  it('refuses a name that is taken', async () => {
    expect(
      await problemsOf(validateModelName, 'fraud', { own: taken }),
    ).toEqual(['ml-mon has a model of that name already. Choose another name']);
  });

  it('takes a name that is taken where a template changes models', async () => {
    expect(
      await problemsOf(validateModelName, 'fraud', {
        own: taken,
        uiOptions: { allowExisting: true },
      }),
    ).toEqual([]);
  });

  it('refuses a name that is none before it asks anybody', async () => {
    const own = { getModel: jest.fn() };
    expect(await problemsOf(validateModelName, 'No!', { own })).toEqual([
      expect.stringContaining('Lower-case letters'),
    ]);
    expect(own.getModel).not.toHaveBeenCalled();
  });

  it('looks where the template keeps cluster and namespace', async () => {
    const getModel = jest.fn(async () => ({}) as any);
    await problemsOf(validateModelName, 'fraud', {
      own: { getModel },
      formData: { where: 'eu', space: 'ml-eu' },
      uiOptions: { clusterField: 'where', namespaceField: 'space' },
    });
    expect(getModel).toHaveBeenCalledWith({
      cluster: 'eu',
      namespace: 'ml-eu',
      name: 'fraud',
    });
  });
});

describe('validateModel', () => {
  it('takes a model that is there', async () => {
    const own = { getModel: async () => ({}) as any };
    expect(await problemsOf(validateModel, 'fraud', { own })).toEqual([]);
  });

  it('refuses one that is not, or is hidden', async () => {
    expect(await problemsOf(validateModel, 'fraud')).toEqual([
      'ml-mon has no model fraud that you may see',
    ]);
  });

  it('blocks nobody while the look-up fails', async () => {
    const own = { getModel: away };
    expect(await problemsOf(validateModel, 'fraud', { own })).toEqual([]);
  });
});

describe('validateServer', () => {
  it.each([
    [{ server: 'SKLEARN_SERVER', protocol: 'v2' }, []],
    [
      { server: 'SKLEARN_SERVER', protocol: 'tensorflow' },
      ['scikit-learn does not speak TensorFlow'],
    ],
    [
      { server: 'NO_SERVER', protocol: 'v2' },
      ['The cluster has no prepackaged server NO_SERVER'],
    ],
    [{}, []],
  ])('finds in %j: %j', async (value, problems) => {
    expect(await problemsOf(validateServer, value)).toEqual(problems);
  });

  it('blocks nobody while the look-up fails', async () => {
    const own = { listServerOptions: away };
    const value = { server: 'NO_SERVER', protocol: 'v2' };
    expect(await problemsOf(validateServer, value, { own })).toEqual([]);
  });
});
