import fc from 'fast-check';
import {
  createCluster,
  PREDICTOR_SERVERS,
  reviewSeldonDeployment,
  type KubeObject,
} from 'sandbox';
import { provisionRequestSchema } from '../contract/provisioning';
import { arbitraryRequest } from './__testUtils__/arbitraryRequest';
import { renderRequest, requestOf } from './__testUtils__/renderRequest';
import type { RenderedModel } from './types';

/** A cluster whose API and Seldon's webhook have to agree with what it is given. */
function newCluster() {
  let uids = 0;
  const cluster = createCluster({
    now: () => new Date('2026-01-01T00:00:00Z'),
    newUid: () => {
      uids += 1;
      return `uid-${uids}`;
    },
    validate: {
      seldondeployments: object =>
        reviewSeldonDeployment(object, {
          version: '1.17',
          servers: PREDICTOR_SERVERS,
        }),
    },
  });
  cluster.create({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'ml-mon' },
  });
  return cluster;
}

const NAME = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;
const LABEL_NAME =
  /^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;

/** Nothing where a request is refused in words. Whatever else a function throws is a fault of its own. */
function renderUnlessRefused(request: unknown): RenderedModel | undefined {
  try {
    return renderRequest(request);
  } catch (error) {
    if (['InputError', 'ZodError'].includes((error as Error).name)) {
      return undefined;
    }
    throw error;
  }
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(freeze);
    Object.freeze(value);
  }
  return value;
}

describe('any request that is in order', () => {
  it('renders what the cluster takes, and takes whole', () => {
    fc.assert(
      fc.property(arbitraryRequest, request => {
        const cluster = newCluster();
        const { manifests } = renderRequest(request);
        const [model] = manifests.map(manifest =>
          cluster.create(manifest as unknown as KubeObject),
        );
        expect(model.spec).toEqual(manifests[0].spec);
      }),
      { numRuns: 150 },
    );
  });

  it('renders the same every time, and stays as it was', () => {
    fc.assert(
      fc.property(arbitraryRequest, request => {
        const frozen = freeze(provisionRequestSchema.parse(request));
        expect(renderRequest(frozen)).toEqual(
          renderRequest(structuredClone(request)),
        );
      }),
      { numRuns: 100 },
    );
  });
});

describe('hostile text', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.constantFrom(
      '../../etc',
      'a\nb: c',
      '"}]} or up{',
      '{{ $labels.x }}',
      '${{ secrets.TOKEN }}',
      '<script>',
      '__proto__',
      'a/b',
      'x'.repeat(1000),
      '\u0000',
      '\u202e',
    ),
  );
  const part = fc.oneof(hostile, fc.constant('fine'));

  it('never gets into a name or a label', () => {
    let rendered = 0;
    fc.assert(
      fc.property(
        fc.record({
          name: part,
          namespace: part,
          predictor: part,
          node: part,
          text: hostile,
          value: hostile,
        }),
        ({ name, namespace, predictor, node, text, value }) => {
          const found = renderUnlessRefused(
            requestOf(
              {
                description: text.slice(0, 1000),
                owner: text.slice(0, 200),
                system: text.slice(0, 200),
                predictors: [
                  {
                    name: predictor,
                    graph: { name: node },
                    containers: [
                      {
                        name: node,
                        image: 'seldonio/x:1',
                        args: [text],
                        env: [{ name: 'MODE', value }],
                      },
                    ],
                  },
                ],
              },
              {
                name,
                namespace,
                monitoring: { customMetrics: true },
                exposure: { kind: 'route' },
              },
            ),
          );
          if (!found) {
            return;
          }
          const { manifests } = found;
          rendered += 1;
          for (const { metadata } of manifests) {
            expect(metadata.name).toMatch(NAME);
            expect(metadata.namespace).toMatch(NAME);
            for (const [label, content] of Object.entries(metadata.labels)) {
              expect(label).toMatch(LABEL_NAME);
              expect(content).toMatch(LABEL_VALUE);
            }
            for (const content of Object.values(metadata.annotations ?? {})) {
              expect(typeof content).toBe('string');
            }
          }
          const [{ spec, metadata }] = manifests;
          expect(metadata.annotations).toMatchObject({
            'ml-monitoring/description': text.slice(0, 1000),
          });
          expect(spec).toMatchObject({
            predictors: [
              {
                componentSpecs: [
                  {
                    spec: {
                      containers: [
                        { args: [text], env: [{ name: 'MODE', value }] },
                      ],
                    },
                  },
                ],
              },
            ],
          });
        },
      ),
      { numRuns: 500 },
    );
    expect(rendered).toBeGreaterThan(10);
  });

  it('in a patch is refused in words or rendered, and changes nothing else', () => {
    const untouched = renderRequest(requestOf());
    fc.assert(
      fc.property(
        fc.oneof(hostile, fc.dictionary(hostile, fc.jsonValue())),
        patch => {
          const found = renderUnlessRefused(
            requestOf({ patch: patch as string }),
          );
          const [{ metadata, spec }] = (found ?? untouched).manifests;
          expect(metadata).toEqual(untouched.manifests[0].metadata);
          expect(spec.predictors).toHaveLength(1);
          expect({}).not.toHaveProperty('polluted');
        },
      ),
      { numRuns: 300 },
    );
  });
});
