import type {
  ObjectResult,
  ProvisionRequest,
} from 'backstage-plugin-ml-monitoring-common';
import type { KubeObject } from 'sandbox';
import type {
  PassingRequest,
  WireFault,
} from '../__testUtils__/startFaultProxy';
import { sideBySide } from '../__testUtils__/sideBySide';
import {
  refOf,
  startProvisioning,
  type Provisioning,
} from '../__testUtils__/startProvisioning';

jest.setTimeout(120_000);

const request: ProvisionRequest = {
  ...refOf('iris'),
  deployment: {
    predictors: [
      {
        name: 'main',
        graph: { name: 'classifier' },
        containers: [{ name: 'classifier', image: 'seldonio/iris:1' }],
      },
    ],
  },
  exposure: { kind: 'route' },
  monitoring: { scrape: 'serviceMonitor', customMetrics: true },
};

const running: Provisioning[] = [];
const start = async (options: Parameters<typeof startProvisioning>[0] = {}) => {
  const started = await startProvisioning(options);
  running.push(started);
  return started;
};
afterAll(() => Promise.all(running.map(each => each.close())));

const isWrite = ({ method, query }: PassingRequest) =>
  method === 'PATCH' && !query.has('dryRun');
const isTrial = ({ method, query }: PassingRequest) =>
  method === 'PATCH' && query.has('dryRun');

/** The fault strikes the first so many requests for one object. */
function striking(
  fault: WireFault,
  options: {
    which: (request: PassingRequest) => boolean;
    position: number;
    times?: number;
  },
) {
  const paths: string[] = [];
  let left = options.times ?? 1;
  return (passing: PassingRequest): WireFault | undefined => {
    if (!options.which(passing)) {
      return undefined;
    }
    if (!paths.includes(passing.path)) {
      paths.push(passing.path);
    }
    if (paths.indexOf(passing.path) !== options.position || left === 0) {
      return undefined;
    }
    left -= 1;
    return fault;
  };
}

const POSITIONS = [0, 1, 2, 3, 4];

let undisturbed: KubeObject[];
let expectedResults: ObjectResult[];
beforeAll(async () => {
  const reference = await startProvisioning();
  const { objects } = await reference.provisioner.provision(
    request,
    reference.caller(),
  );
  expectedResults = objects;
  undisturbed = reference.objects();
  await reference.close();
});

const passing: [string, WireFault, number?][] = [
  [
    'a rate limit that says how long to wait',
    { kind: 'answer', status: 429, headers: { 'retry-after': '1' } },
  ],
  [
    'two writers that met',
    {
      kind: 'answer',
      status: 409,
      message:
        'Operation cannot be fulfilled: the object has been modified; please apply your changes to the latest version and try again',
    },
  ],
  [
    'a failure after the write has happened',
    { kind: 'answer-after', status: 500 },
  ],
  ['a connection that is cut in the middle of the answer', { kind: 'cut' }, 2],
  ['a connection that is refused', { kind: 'refuse' }, 2],
  ['an API server that is slow', { kind: 'slow', milliseconds: 500 }],
  ['an API server that restarts', { kind: 'answer', status: 503 }, 3],
];

describe('applying a model', () => {
  it('is a matter of several objects, each of which a fault can strike', () => {
    expect(expectedResults.map(({ result }) => result)).toEqual(
      POSITIONS.map(() => 'created'),
    );
  });

  describe.each(passing)('survives %s', (_, fault, times) => {
    sideBySide(
      Object.fromEntries(
        POSITIONS.flatMap(position => [
          ['applied', isWrite, position] as const,
          // All are tried out at once.
          ...(position ? [] : [['tried out', isTrial, position] as const]),
        ]).map(([when, which, position]) => [
          `as object ${position} is ${when}`,
          async () => {
            const { provisioner, caller, objects, audited } = await start({
              fault: striking(fault, { which, position, times }),
            });
            const result = await provisioner.provision(request, caller());
            expect(result.objects).toEqual(expectedResults);
            // To the last resourceVersion: nothing was written twice.
            expect(objects()).toEqual(undisturbed);
            expect(audited).toEqual([
              expect.objectContaining({
                eventId: 'model-provision',
                outcome: 'success',
                meta: expect.objectContaining({ objects: expectedResults }),
              }),
            ]);
          },
        ]),
      ),
    );
  });

  it.each(POSITIONS)(
    'applies nothing when a webhook refuses object %i',
    async position => {
      const denial =
        'admission webhook "policy.example.com" denied the request: no';
      const { provisioner, caller, objects } = await start({
        fault: striking(
          { kind: 'answer', status: 403, message: denial },
          { which: isTrial, position, times: 2 },
        ),
      });
      const before = objects();
      const plan = await provisioner.plan(request, caller());
      expect(plan.applicable).toBe(false);
      expect(plan.objects.map(({ result }) => result)).toEqual(
        POSITIONS.map(each => (each === position ? 'refused' : 'created')),
      );
      await expect(
        provisioner.provision(request, caller()),
      ).rejects.toMatchObject({
        name: 'NotAllowedError',
        message: expect.stringMatching(
          /denied the request: no\. Nothing was applied$/,
        ),
      });
      expect(objects()).toEqual(before);
    },
  );

  it.each(POSITIONS)(
    'goes on where it ended when object %i was refused only when applied',
    async position => {
      const { provisioner, caller, objects, audited } = await start({
        fault: striking(
          { kind: 'answer', status: 403, message: 'exceeded quota: compute' },
          { which: isWrite, position },
        ),
      });
      const failure = await provisioner
        .provision(request, caller())
        .catch(error => error);
      const names = expectedResults.map(
        ({ kind, name }) => `${kind} ${name} created`,
      );
      expect(failure.message).toContain(
        position
          ? `Done before it: ${names.slice(0, position).join(', ')}. Send the same request again to go on`
          : 'Nothing was changed',
      );
      const { objects: results } = await provisioner.provision(
        request,
        caller(),
      );
      expect(results.map(({ result }) => result)).toEqual(
        POSITIONS.map(each => (each < position ? 'unchanged' : 'created')),
      );
      expect(objects()).toEqual(undisturbed);
      expect(audited.map(({ outcome }) => outcome)).toEqual([
        'fail',
        'success',
      ]);
    },
  );

  it('reckons by itself where a webhook does not support dry runs, and says so', async () => {
    const noDryRun: WireFault = {
      kind: 'answer',
      status: 400,
      message:
        'admission webhook "v1.mseldondeployment.kb.io" does not support dry run',
    };
    const { provisioner, caller, objects } = await start({
      fault: each =>
        isTrial(each) && each.path.includes('seldondeployments')
          ? noDryRun
          : undefined,
    });
    const plan = await provisioner.plan(request, caller());
    expect(plan).toMatchObject({
      applicable: true,
      warnings: expect.arrayContaining([
        expect.stringContaining(
          'SeldonDeployment ml-mon/iris could not be tried out: a webhook of the cluster does not support dry runs',
        ),
      ]),
    });
    expect(plan.objects[0]).toMatchObject({
      result: 'created',
      changesFrom: 'local',
    });
    await provisioner.provision(request, caller());
    expect(objects()).toEqual(undisturbed);
    const [again] = (await provisioner.plan(request, caller())).objects;
    expect(again).toMatchObject({ result: 'unchanged', changes: [] });
    const [main] = request.deployment!.predictors;
    const [changed] = (
      await provisioner.plan(
        { ...request, deployment: { predictors: [{ ...main, replicas: 3 }] } },
        caller(),
      )
    ).objects;
    expect(changed).toMatchObject({
      result: 'updated',
      changesFrom: 'local',
      changes: [
        { path: 'spec.predictors[main].replicas', before: 1, after: 3 },
      ],
    });
  });

  it('names the stale webhook that refuses every model, and what removes it', async () => {
    const { provisioner, caller } = await start({
      fault: each =>
        isTrial(each) && each.path.includes('seldondeployments')
          ? {
              kind: 'answer',
              status: 500,
              message:
                'Internal error occurred: failed calling webhook "v1.vseldondeployment.kb.io": failed to call webhook: Post "https://seldon-webhook-service.old-seldon.svc:443/validate-machinelearning-seldon-io-v1-seldondeployment?timeout=10s": service "seldon-webhook-service" not found',
            }
          : undefined,
    });
    const [model] = (await provisioner.plan(request, caller())).objects;
    expect(model).toMatchObject({
      result: 'refused',
      refusal: {
        message: expect.stringMatching(
          /kubectl delete validatingwebhookconfiguration seldon-validating-webhook-configuration-old-seldon/,
        ),
      },
    });
    await expect(
      provisioner.provision(request, caller()),
    ).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
  });

  it('stops at the next object when the caller goes away, and says what exists', async () => {
    const leaving = new AbortController();
    const { provisioner, caller, objects, audited } = await start({
      fault: each => {
        if (isWrite(each) && each.path.includes('routes')) {
          leaving.abort(new Error('gone'));
        }
        return undefined;
      },
    });
    await expect(
      provisioner.provision(request, caller(leaving.signal)),
    ).rejects.toMatchObject({
      message:
        'Stopped before Service ml-mon/iris-main-metrics. Done before it: SeldonDeployment iris created, Route iris created. Send the same request again to go on',
    });
    expect(audited).toMatchObject([
      {
        outcome: 'fail',
        meta: { objects: [{ kind: 'SeldonDeployment' }, { kind: 'Route' }] },
      },
    ]);
    await provisioner.provision(request, caller());
    expect(objects()).toEqual(undisturbed);
  });

  it('asks no more once the caller went away while the cluster is busy', async () => {
    const leaving = new AbortController();
    const { provisioner, caller, proxy } = await start({
      fault: each => {
        if (!isWrite(each)) {
          return undefined;
        }
        leaving.abort(new Error('gone'));
        return { kind: 'answer', status: 503 };
      },
    });
    await expect(
      provisioner.provision(request, caller(leaving.signal)),
    ).rejects.toThrow('SeldonDeployment ml-mon/iris could not be applied');
    expect(proxy.requests.filter(isWrite)).toHaveLength(1);
  });
});
