import fc from 'fast-check';
import {
  imageMatches,
  matchesPattern,
  modelUriMatches,
  patternsMeet,
} from './patterns';

const digest = `sha256:${'a'.repeat(64)}`;

describe('image patterns', () => {
  it.each([
    ['seldonio/mock_classifier_rest:1.3', 'seldonio/*'],
    ['docker.io/seldonio/x', 'seldonio/*'],
    ['index.docker.io/seldonio/x:1', 'seldonio/*'],
    ['seldonio/x', 'docker.io/seldonio/*'],
    ['tensorflow/serving:2.1.0', 'tensorflow/serving'],
    [`tensorflow/serving@${digest}`, 'tensorflow/serving'],
    ['nginx', 'nginx'],
    ['library/nginx', 'nginx'],
    ['registry.example.com/ml/a/b:1', 'registry.example.com/ml/*'],
    ['registry.example.com:5000/ml/a', 'registry.example.com:5000/ml/*'],
    ['quay.io/org/x', 'quay.io/*'],
    ['eu.example.com/ml/x', '*.example.com/ml/*'],
    ['anything.io/x:2', '*'],
    ['seldonio/x:1.3', 'seldonio/x:1.*'],
  ])('let %s pass as %s', (image, pattern) => {
    expect(imageMatches(image, pattern)).toBe(true);
  });

  it.each([
    ['evil.io/seldonio/x', 'seldonio/*'],
    ['evil.io/registry.example.com/ml/x', 'registry.example.com/ml/*'],
    ['registry.example.com.evil.io/ml/x', 'registry.example.com/ml/*'],
    ['registry.example.com/mlx/a', 'registry.example.com/ml/*'],
    ['evil.io/foo.example.com/ml/x', '*.example.com/ml/*'],
    ['localhost/seldonio/x', 'seldonio/*'],
    ['seldonio:5000/x', 'seldonio/*'],
    ['seldonio/../evil/x', 'seldonio/*'],
    ['seldonio//x', 'seldonio/*'],
    ['seldonio/x y', 'seldonio/*'],
    ['seldonio/x\nevil.io/y', 'seldonio/*'],
    ['seldonioevil/x', 'seldonio/*'],
    ['tensorflow/serving-evil', 'tensorflow/serving'],
    ['seldonio/x:2.0', 'seldonio/x:1.*'],
    [`seldonio/x:1.3@${digest}`, 'seldonio/x:1.*'],
    ['', '*'],
  ])('stop %s from passing as %s', (image, pattern) => {
    expect(imageMatches(image, pattern)).toBe(false);
  });

  it('never let another registry pass as one that is allowed', () => {
    const host = fc.stringMatching(/^[a-z]{1,8}\.[a-z]{2,5}(:[0-9]{2,4})?$/);
    fc.assert(
      fc.property(host, fc.string(), (registry, rest) => {
        fc.pre(!['docker.io', 'index.docker.io'].includes(registry));
        expect(imageMatches(`${registry}/seldonio/${rest}`, 'seldonio/*')).toBe(
          false,
        );
      }),
    );
  });
});

describe('model URI patterns', () => {
  it.each([
    ['gs://models/a/b', 'gs://models/*', true],
    ['gs://models/a..b', 'gs://models/*', true],
    ['gs://models/../secrets', 'gs://models/*', false],
    ['gs://models/%2e%2e/secrets', 'gs://models/*', false],
    ['gs://models/a\\..\\b', 'gs://models/*', false],
    ['gs://models-evil/a', 'gs://models/*', false],
    ['gs://models/./a', 'gs://models/*', false],
    ['gs://models/%252e%252e/secrets', 'gs://models/*', false],
    ['gs://models//a', 'gs://models/*', false],
    ['gs://models/a//../b', 'gs://models/*', false],
    ['gs://models/..?x', 'gs://models/*', false],
    ['gs://models/a b', 'gs://models/*', false],
    ['gs://models/a\n', 'gs://models/*', false],
    ['gs://models/\u202ea', 'gs://models/*', false],
    ['gs://models/a\u0000', 'gs://models/*', false],
    ['GS://models/a', 'gs://models/*', true],
    ['gs://Models/a', 'gs://models/*', false],
    ['https://Models.Example.com/a', 'https://models.example.com/*', true],
    [
      'https://models.example.com.evil.io/a',
      'https://models.example.com/*',
      false,
    ],
    ['s3://models/a', 'gs://models/*', false],
    ['https://eu.example.com/ml/a', 'https://*.example.com/ml/*', true],
    ['https://evil.io/.example.com/ml/a', 'https://*.example.com/ml/*', false],
    ['https://evil.io?.example.com/ml/a', 'https://*.example.com/ml/*', false],
    ['https://evil.io#.example.com/ml/a', 'https://*.example.com/ml/*', false],
    ['gs://models-eu/a', 'gs://models-*', true],
    ['gs://models-eu/a', 'gs://*', true],
    ['s3://models/a', 'gs://*', false],
    ['pvc://models/a', '*', true],
    ['models:bucket/a', 'models:bucket/*', true],
    [`gs://models/${'a'.repeat(2048)}`, 'gs://models/*', false],
    [
      'https://models.example.com@evil.io/a',
      'https://models.example.com/*',
      false,
    ],
  ])('%s against %s: %s', (uri, pattern, expected) => {
    expect(modelUriMatches(uri, pattern)).toBe(expected);
  });
});

describe('name patterns', () => {
  it.each([
    ['ml-mon', 'ml-*', true],
    ['xml-mon', 'ml-*', false],
    ['ml.mon', 'ml-mon', false],
    ['anything', '*', true],
    ['', '*', true],
    ['aba', 'a*a', true],
    ['a', 'a*a', false],
    ['abcabc', '*abc', true],
    ['a-b-c', 'a*b*c', true],
    ['a-c-b', 'a*b*c', false],
  ])('%s against %s: %s', (text, pattern, expected) => {
    expect(matchesPattern(text, pattern)).toBe(expected);
  });

  it('mean what a regular expression means', () => {
    const texts = fc.stringMatching(/^[ab]{0,8}$/);
    const patterns = fc.stringMatching(/^[ab*]{0,6}$/);
    fc.assert(
      fc.property(texts, patterns, (text, pattern) => {
        expect(matchesPattern(text, pattern)).toBe(
          new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(text),
        );
      }),
    );
  });

  it('take time in proportion to the text', () => {
    const hostile = 'a-'.repeat(500_000);
    expect(matchesPattern(hostile, '*a*-*a*-*a*-*b')).toBe(false);
  });
});

describe('two patterns', () => {
  it.each([
    ['ml-a-*', '*-prod', true],
    ['ml-a-*', 'ml-b-*', false],
    ['*', 'anything', true],
    ['a*b', 'a*c*b', true],
    ['ml', 'ml', true],
    ['ml', 'ml-*', false],
    ['*a', '*b', false],
    ['a**', 'a', true],
  ])('%s and %s meet: %s', (left, right, meet) => {
    expect(patternsMeet(left, right)).toBe(meet);
    expect(patternsMeet(right, left)).toBe(meet);
  });

  it('meet wherever a text matches both', () => {
    const pattern = fc.stringMatching(/^[ab*]{0,6}$/);
    const texts = ['', 'a', 'b', 'c'].flatMap(a =>
      ['', 'a', 'b'].flatMap(b => ['', 'a', 'b'].map(c => a + b + c)),
    );
    fc.assert(
      fc.property(pattern, pattern, (left, right) => {
        const met = texts.some(
          text => matchesPattern(text, left) && matchesPattern(text, right),
        );
        expect(!met || patternsMeet(left, right)).toBe(true);
      }),
    );
  });
});
