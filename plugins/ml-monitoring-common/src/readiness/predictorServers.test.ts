import { parsePredictorServers } from './predictorServers';

describe('the prepackaged servers of an installation', () => {
  it('have the protocols that it has images for', () => {
    expect(
      parsePredictorServers(
        JSON.stringify({
          SKLEARN_SERVER: { protocols: { seldon: {}, v2: {} } },
          TRITON_SERVER: { protocols: { kfserving: {} } },
          HUGGINGFACE_SERVER: { protocols: { v2: {} } },
          OUR_OWN_SERVER: { protocols: { tensorflow: {} } },
          ALIEN_SERVER: { protocols: { morse: {} } },
        }),
      ),
    ).toEqual([
      {
        name: 'SKLEARN_SERVER',
        title: 'scikit-learn',
        protocols: ['seldon', 'v2'],
        needsModelUri: true,
      },
      {
        name: 'TRITON_SERVER',
        title: 'NVIDIA Triton',
        protocols: ['v2'],
        needsModelUri: true,
      },
      {
        name: 'HUGGINGFACE_SERVER',
        title: 'Hugging Face',
        protocols: ['v2'],
        needsModelUri: false,
      },
      {
        name: 'OUR_OWN_SERVER',
        title: 'Our own server',
        protocols: ['tensorflow'],
        needsModelUri: true,
      },
    ]);
  });

  it('are understood in the way of older versions', () => {
    expect(
      parsePredictorServers(
        JSON.stringify({
          TENSORFLOW_SERVER: { tensorflow: true, rest: {}, grpc: {} },
          SKLEARN_SERVER: { rest: {}, grpc: {} },
        }),
      )?.map(({ name, protocols }) => [name, protocols]),
    ).toEqual([
      ['TENSORFLOW_SERVER', ['tensorflow', 'seldon']],
      ['SKLEARN_SERVER', ['seldon']],
    ]);
  });

  it.each(['', 'not json', '[]', '{"X": 1}'])('are not known from %j', text => {
    expect(parsePredictorServers(text)).toBeUndefined();
  });
});
