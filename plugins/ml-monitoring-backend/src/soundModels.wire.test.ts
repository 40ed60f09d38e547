import type { KubeObject } from 'sandbox';
import type {
  HealthStatus,
  ModelRef,
} from 'backstage-plugin-ml-monitoring-common';
import { isAboveInfo } from './__testUtils__/compareWithTable';
import { soundClusters, soundModels } from './__testUtils__/faultTable';
import { sideBySide } from './__testUtils__/sideBySide';
import { startFaultLab, type FaultLab } from './__testUtils__/startFaultLab';

jest.setTimeout(600_000);

const SAMPLE_MS = 500;
/** A machine with much to do takes several times as long as an idle one. */
const LONGEST_MS = 240_000;
/** For so long a model is looked at that has settled. */
const SETTLED_MS = 10_000;

let lab: FaultLab;

/** Looks at a model again and again, from now until it has settled, and takes offence at every bad finding on the way. */
async function staysSound(
  ref: ModelRef,
  settled: (seen: { status: HealthStatus; summary: string }) => boolean,
  among: FaultLab = lab,
): Promise<void> {
  const deadline = Date.now() + LONGEST_MS;
  let settledAt = Infinity;
  while (Date.now() < settledAt + SETTLED_MS) {
    const { status, summary, findings } =
      await among.portal.api.getModelHealth(ref);
    expect(findings.filter(isAboveInfo)).toEqual([]);
    if (settled({ status, summary })) {
      settledAt = Math.min(settledAt, Date.now());
    } else if (Date.now() > deadline) {
      throw new Error(`${ref.name} does not settle: ${summary}`);
    }
    await new Promise(resolve => setTimeout(resolve, SAMPLE_MS));
  }
}

const isHealthy = ({ status }: { status: HealthStatus }) =>
  status === 'healthy';

const firstPredictor = (model: KubeObject) => model.spec.predictors[0];

describe('has nothing to complain of', () => {
  beforeAll(async () => {
    lab = await startFaultLab();
  });

  afterAll(async () => {
    await lab?.stop();
  });

  /** A model that has been called for a while. */
  async function wellKnown(name: string): Promise<ModelRef> {
    const ref = lab.addModel(name);
    await lab.untilWell([ref], Date.now() + LONGEST_MS);
    return ref;
  }

  async function throughChange(
    name: string,
    change: (model: KubeObject) => void,
    settled: (seen: { status: HealthStatus; summary: string }) => boolean,
  ) {
    const ref = await wellKnown(name);
    lab.changeModel(ref, change);
    await staysSound(ref, settled);
  }

  const fromTheStart = (name: string, template?: string) => {
    const started = lab.addModel(name, { template });
    return staysSound(started, ({ summary }) =>
      summary.includes('free of server faults'),
    );
  };

  sideBySide({
    'in the first minute of a model': () => fromTheStart('first-minute'),
    'in the first minute of a model with metrics of its own': () =>
      fromTheStart('own-metrics', 'seldon-model'),
    'while nothing happens': async () =>
      staysSound(await wellKnown('at-rest'), isHealthy),
    'while a new version is rolled out': () =>
      throughChange(
        'rolling-update',
        model => {
          const [{ spec }] = firstPredictor(model).componentSpecs;
          spec.containers[0].image = 'seldonio/mock_classifier:1.17.1';
        },
        isHealthy,
      ),
    'while a model is scaled up': () =>
      throughChange(
        'scale-up',
        model => {
          firstPredictor(model).replicas = 3;
        },
        isHealthy,
      ),
    'while a model is scaled to zero': () =>
      throughChange(
        'scale-to-zero',
        model => {
          firstPredictor(model).replicas = 0;
        },
        ({ status }) => status === 'stopped',
      ),
    ...Object.fromEntries(
      soundModels.map(scenario => [
        `with ${scenario}`,
        async () => {
          const ref = await wellKnown(scenario);
          lab.befall(ref, [scenario]);
          await staysSound(ref, isHealthy);
        },
      ]),
    ),
  });
});

describe('has nothing to complain of in a cluster made otherwise:', () => {
  sideBySide(
    Object.fromEntries(
      soundClusters.map(scenario => [
        scenario,
        async () => {
          const other = await startFaultLab({
            sandbox: { scenario, load: true },
          });
          try {
            const { items } = await other.portal.api.listModels({});
            expect(items).toHaveLength(3);
            await Promise.all(
              items.map(({ ref }) => staysSound(ref, isHealthy, other)),
            );
          } finally {
            await other.stop();
          }
        },
      ]),
    ),
  );
});
