import { graphMetadata } from './graphMetadata';

const models = {
  scale: { name: 'scale', inputs: ['raw'], outputs: ['scaled'], platform: '' },
  fraud: { name: 'fraud', inputs: ['scaled'], outputs: ['proba'] },
};
const fraud = { name: 'fraud', type: 'MODEL' };

describe('graphMetadata', () => {
  it.each([
    ['one node', fraud, ['scaled'], ['proba']],
    [
      'a transformer before it',
      { name: 'scale', type: 'TRANSFORMER', children: [fraud] },
      ['raw'],
      ['proba'],
    ],
    [
      'a transformer after it',
      { name: 'scale', type: 'OUTPUT_TRANSFORMER', children: [fraud] },
      ['scaled'],
      ['scaled'],
    ],
    [
      'a router above it',
      { name: 'any', type: 'ROUTER', children: [fraud, fraud] },
      ['scaled'],
      ['proba'],
    ],
    [
      'nodes that cannot be told',
      { name: 'any', type: 'UNKNOWN_TYPE', children: [fraud] },
      null,
      null,
    ],
  ])('takes and gives what %s does', (_, graph, inputs, outputs) => {
    expect(graphMetadata({ name: 'main', graph }, models)).toEqual({
      name: 'main',
      models: {
        scale: { name: 'scale', inputs: ['raw'], outputs: ['scaled'] },
        fraud: models.fraud,
      },
      graphinputs: inputs,
      graphoutputs: outputs,
    });
  });
});
