import fc from 'fast-check';
import {
  fillDefaults,
  pruned,
  unknownFields,
  withoutField,
  type Structure,
} from './structure';
import { structureErrors, transitionErrors } from './structureErrors';

const structure: Structure = {
  type: 'object',
  required: ['endpoints', 'selector'],
  properties: {
    selector: {},
    endpoints: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          interval: { type: 'string', pattern: '^\\d+s$' },
          port: { 'x-kubernetes-int-or-string': true },
          scheme: { type: 'string', enum: ['http', ''] },
          weight: { type: 'integer', minimum: 0, maximum: 256 },
        },
      },
    },
    labels: { type: 'object', additionalProperties: { type: 'string' } },
  },
};

const value = (...endpoints: unknown[]) => ({ selector: {}, endpoints });

describe('structureErrors', () => {
  it.each<[string, unknown, string[]]>([
    ['nothing wrong', value({ interval: '30s', port: 'http' }), []],
    ['numbers and words for a port', value({ port: 1 }, { port: 'a' }), []],
    ['unknown fields', { ...value(), colour: 'green' }, []],
    [
      'what is missing',
      {},
      ['FieldValueRequired endpoints', 'FieldValueRequired selector'],
    ],
    [
      'a wrong type and what is missing, in the order of the fields',
      { endpoints: 'http' },
      [
        'FieldValueTypeInvalid endpoints: endpoints in body must be of type array: "string"',
        'FieldValueRequired selector',
      ],
    ],
    [
      'an item of a wrong type',
      value('a'),
      [
        'FieldValueTypeInvalid endpoints[0]: endpoints[0] in body must be of type object: "string"',
      ],
    ],
    [
      'a fraction for a whole number',
      value({ weight: 1.5 }),
      [
        'FieldValueTypeInvalid endpoints[0].weight: endpoints[0].weight in body must be of type integer: "number"',
      ],
    ],
    [
      'a null',
      { ...value(), labels: { team: null } },
      [
        'FieldValueTypeInvalid labels.team: labels.team in body must be of type string: "null"',
      ],
    ],
    [
      'a text that does not match',
      value({ interval: 'often' }),
      [
        "FieldValueInvalid endpoints[0].interval: endpoints[0].interval in body should match '^\\d+s$'",
      ],
    ],
    [
      'a text that is none of those allowed',
      value({ scheme: 'ftp' }),
      [
        'FieldValueNotSupported endpoints[0].scheme: supported values: "http", ""',
      ],
    ],
    [
      'a number that is too large or too small',
      value({ weight: 300 }, { weight: -1 }),
      [
        'FieldValueInvalid endpoints[0].weight: endpoints[0].weight in body should be less than or equal to 256',
        'FieldValueInvalid endpoints[1].weight: endpoints[1].weight in body should be greater than or equal to 0',
      ],
    ],
  ])('finds %s', (_, object, expected) => {
    const texts = structureErrors(object, structure).map(
      ({ reason, field, detail }) =>
        `${reason} ${field}${detail ? `: ${detail}` : ''}`,
    );
    expect(texts).toEqual(expected);
  });
});

describe('unknown fields', () => {
  const object = {
    colour: 'green',
    selector: { anything: { goes: true } },
    endpoints: [{ port: 1 }, { port: 2, colour: 'red' }],
    labels: { team: 'fraud' },
  };

  it('are named by their paths', () => {
    expect(unknownFields(object, structure)).toEqual([
      'colour',
      'endpoints[1].colour',
    ]);
  });

  it('are left out, and nothing else is', () => {
    expect(pruned(object, structure)).toEqual({
      selector: { anything: { goes: true } },
      endpoints: [{ port: 1 }, { port: 2 }],
      labels: { team: 'fraud' },
    });
  });

  it('may have names that every object inherits', () => {
    const hostile = JSON.parse('{"__proto__":{"a":1},"constructor":1}');
    expect(unknownFields(hostile, structure)).toEqual([
      '__proto__',
      'constructor',
    ]);
  });

  it('are gone after pruning, whatever came in', () => {
    fc.assert(
      fc.property(fc.jsonValue(), anything => {
        const kept = pruned(
          { endpoints: [anything], labels: anything },
          structure,
        );
        expect(unknownFields(kept, structure)).toEqual([]);
      }),
    );
  });
});

describe('a structure', () => {
  const dashboard: Structure = {
    type: 'object',
    properties: {
      instanceSelector: {
        type: 'object',
        'x-kubernetes-validations': [
          { rule: 'self == oldSelf', message: 'may not change' },
        ],
      },
      resync: { type: 'string', default: '10m' },
      rules: {
        type: 'array',
        minItems: 1,
        maxItems: 2,
        default: [{}],
        items: {
          type: 'object',
          properties: {
            name: { type: 'string', minLength: 1, maxLength: 3 },
            weight: { type: 'integer', default: 1 },
          },
        },
      },
    },
  };

  it('fills in what was left out, also in what it filled in itself', () => {
    const written = {};
    fillDefaults(written, dashboard);
    expect(written).toEqual({ resync: '10m', rules: [{ weight: 1 }] });
    const given = { resync: '1h', rules: [{ weight: 0 }] };
    fillDefaults(given, dashboard);
    expect(given).toEqual({ resync: '1h', rules: [{ weight: 0 }] });
  });

  it.each([
    [[], 'rules in body should have at least 1 items'],
    [[{}, {}, {}], 'must have at most 2 items'],
    [[{ name: '' }], 'rules[0].name in body should be at least 1 chars long'],
    [[{ name: 'abcd' }], 'may not be more than 3 bytes'],
  ])('refuses %j as too few or too many', (rules, detail) => {
    expect(structureErrors({ rules }, dashboard)).toEqual([
      expect.objectContaining({ detail }),
    ]);
  });

  it('refuses a change of what is for ever', () => {
    const before = { instanceSelector: { a: '1' } };
    expect(transitionErrors(before, before, dashboard)).toEqual([]);
    expect(
      transitionErrors({ instanceSelector: { a: '2' } }, before, dashboard),
    ).toEqual([expect.objectContaining({ detail: 'may not change' })]);
  });

  it('can lack a field inside a list', () => {
    const without = withoutField(dashboard, 'rules.weight');
    expect(pruned({ rules: [{ name: 'a', weight: 3 }] }, without)).toEqual({
      rules: [{ name: 'a' }],
    });
    expect(pruned({ rules: [{ weight: 3 }] }, dashboard)).toEqual({
      rules: [{ weight: 3 }],
    });
  });
});
