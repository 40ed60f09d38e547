import { chooseModel, modelKey } from './modelChoice';
import { readRefresh } from './refresh';

const dev = { cluster: '_', namespace: 'ml-dev', name: 'fraud' };
const prod = { cluster: 'prod', namespace: 'ml', name: 'fraud' };

describe('the model in the address', () => {
  it('is written as in the annotation', () => {
    expect([dev, prod].map(modelKey)).toEqual([
      'ml-dev/fraud',
      'prod:ml/fraud',
    ]);
  });

  it.each([
    ['model=prod%3Aml%2Ffraud', prod],
    ['', dev],
    ['model=prod%3Aml%2Fsecret', dev],
  ])(
    '%s chooses among the models the entity names, and no other',
    (query, ref) => {
      expect(chooseModel([dev, prod], new URLSearchParams(query))).toBe(ref);
    },
  );
});

describe('the refresh interval in the address', () => {
  it.each([
    ['refresh=off', 'off'],
    ['refresh=5m', '5m'],
    ['refresh=1ms', '30s'],
    ['refresh=constructor', '30s'],
    ['', '30s'],
  ])('%s means %s', (query, refresh) => {
    expect(readRefresh(new URLSearchParams(query))).toBe(refresh);
  });
});
