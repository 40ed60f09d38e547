import { english } from '../__testUtils__/english';
import { imageProblem, modelUriProblem } from './references';

describe('imageProblem', () => {
  it.each([
    'seldonio/mock_classifier_rest:1.3',
    'registry.example.com:5000/ml/fraud:1.4',
    'ml/fraud@sha256:0123',
  ])('takes %s', image => {
    expect(imageProblem(image, english)).toBeUndefined();
  });

  it.each(['https://registry.example.com/ml/fraud', 'ml/fraud :1', 'a\nb'])(
    'refuses %j',
    image => {
      expect(imageProblem(image, english)).toMatch(/without spaces/);
    },
  );
});

describe('modelUriProblem', () => {
  it.each([
    'gs://seldon-models/sklearn/iris',
    's3://models/a@b/c',
    'https://example.com/model.tar.gz?version=2',
    'pvc://claim/path',
  ])('takes %s', uri => {
    expect(modelUriProblem(uri, english)).toBeUndefined();
  });

  it.each(['not a uri', 'gs://', 'gs:///models', '/models', 'gs://a b'])(
    'refuses %j, which names no place',
    uri => {
      expect(modelUriProblem(uri, english)).toMatch(/scheme:\/\/place/);
    },
  );

  it.each(['s3://key:secret@models/fraud', 'https://token@example.com'])(
    'refuses %s, which holds credentials, and names the Secret instead',
    uri => {
      expect(modelUriProblem(uri, english)).toMatch(/into a Secret/);
    },
  );
});
