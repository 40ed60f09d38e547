import fc from 'fast-check';
import { readSplit, withSplit, type SplitterKind } from './splitter';

const specs: Record<SplitterKind, object> = {
  Route: {
    host: 'h',
    to: { kind: 'Service', name: 'a', weight: 100 },
    port: { targetPort: 'http' },
  },
  HTTPRoute: {
    hostnames: ['h'],
    rules: [
      {
        filters: [{ type: 'RequestHeaderModifier' }],
        backendRefs: [{ name: 'a', port: 8000 }],
      },
    ],
  },
  Ingress: {
    rules: [
      {
        host: 'h',
        http: {
          paths: [
            {
              path: '/',
              backend: { service: { name: 'a', port: { name: 'http' } } },
            },
          ],
        },
      },
    ],
  },
};

describe('how requests are split', () => {
  it.each<[SplitterKind, object, Record<string, number>]>([
    ['Route', specs.Route, { a: 100 }],
    ['Route', { to: { name: 'a' } }, { a: 100 }],
    [
      'Route',
      {
        to: { name: 'a', weight: 256 },
        alternateBackends: [
          { name: 'b', weight: 256 },
          { name: 'c', weight: 0 },
        ],
      },
      { a: 50, b: 50 },
    ],
    ['HTTPRoute', specs.HTTPRoute, { a: 100 }],
    ['Ingress', specs.Ingress, { a: 100 }],
  ])('is read from a %s', (kind, spec, shares) => {
    expect(readSplit(kind, spec)).toEqual({ shares, mirrors: [] });
  });

  it('changes in a Route, and nothing else does', () => {
    expect(
      withSplit('Route', specs.Route, {
        shares: { a: 20, b: 80 },
        mirrors: [],
      }),
    ).toEqual({
      ...specs.Route,
      to: { kind: 'Service', name: 'b', weight: 80 },
      alternateBackends: [{ kind: 'Service', name: 'a', weight: 20 }],
    });
  });

  it('changes in an HTTPRoute, and nothing else does', () => {
    expect(
      withSplit('HTTPRoute', specs.HTTPRoute, {
        shares: { a: 100 },
        mirrors: ['b'],
      }),
    ).toEqual({
      hostnames: ['h'],
      rules: [
        {
          filters: [
            { type: 'RequestHeaderModifier' },
            {
              type: 'RequestMirror',
              requestMirror: { backendRef: { name: 'b', port: 8000 } },
            },
          ],
          backendRefs: [{ name: 'a', port: 8000, weight: 100 }],
        },
      ],
    });
  });

  it('moves an Ingress as a whole', () => {
    const moved = withSplit('Ingress', specs.Ingress, {
      shares: { b: 100 },
      mirrors: [],
    });
    expect(readSplit('Ingress', moved)).toEqual({
      shares: { b: 100 },
      mirrors: [],
    });
  });

  it('is read as it was written', () => {
    const name = fc.stringMatching(/^[a-z]{1,8}$/);
    const split = fc
      .dictionary(name, fc.integer({ min: 1, max: 100 }), {
        minKeys: 1,
        maxKeys: 4,
      })
      .map(weights => {
        const total = Object.values(weights).reduce((sum, each) => sum + each);
        return Object.fromEntries(
          Object.entries(weights).map(([key, each]) => [
            key,
            (each / total) * 100,
          ]),
        );
      });
    fc.assert(
      fc.property(
        fc.constantFrom<SplitterKind>('Route', 'HTTPRoute'),
        split,
        (kind, shares) => {
          const { shares: read } = readSplit(
            kind,
            withSplit(kind, specs[kind], { shares, mirrors: [] }),
          );
          for (const key of Object.keys(shares)) {
            expect(read[key]).toBeCloseTo(shares[key], 6);
          }
        },
      ),
    );
  });
});
