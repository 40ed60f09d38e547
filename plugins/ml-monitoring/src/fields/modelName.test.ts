import fc from 'fast-check';
import { english } from '../__testUtils__/english';
import { nameHints, nameProblem } from './modelName';

describe('nameProblem', () => {
  it.each(['a', 'fraud', 'fraud-detection-2', 'x'.repeat(63)])(
    'takes %s',
    name => {
      expect(nameProblem(name, english)).toBeUndefined();
    },
  );

  it.each([
    'Fraud',
    'fraud_detection',
    '2nd-model',
    '-fraud',
    'fraud-',
    'fraud.v2',
    'fraud detection',
    'betrügerisch',
    'x'.repeat(64),
  ])('refuses %s', name => {
    expect(nameProblem(name, english)).toEqual(expect.any(String));
  });

  it('lets nothing through that is no DNS label', () => {
    fc.assert(
      fc.property(fc.string(), name => {
        const isLabel =
          /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name) && name.length <= 63;
        expect(isLabel || nameProblem(name, english) !== undefined).toBe(true);
      }),
    );
  });
});

describe('nameHints', () => {
  it('has nothing to say about a short name', () => {
    expect(
      nameHints('fraud', { namespace: 'ml-mon', predictor: 'main' }, english),
    ).toEqual([]);
  });

  it('warns before Seldon hashes the name of a Service', () => {
    const name = 'x'.repeat(59);
    expect(nameHints(name, { predictor: 'mai' }, english)).toEqual([]);
    expect(nameHints(name, { predictor: 'main' }, english)).toEqual([
      expect.stringContaining('gives it a hash for a name'),
    ]);
  });

  it('warns of a host that no router takes', () => {
    const name = 'x'.repeat(56);
    expect(nameHints(name, { namespace: 'ml-mon' }, english)).toEqual([]);
    expect(nameHints(`${name}x`, { namespace: 'ml-mon' }, english)).toEqual([
      expect.stringContaining('shorten the name to expose the model'),
    ]);
  });
});
