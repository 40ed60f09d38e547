import { NotFoundError } from '@backstage/errors';
import {
  asApplied,
  checkDeployment,
  MANAGED_BY,
  MANAGED_BY_LABEL,
  measures,
  measuringInstead,
  MODEL_LABEL,
  ROLLOUT_ANNOTATION,
  seldonDeploymentId,
  withSplit,
  writeRolloutMark,
  type Manifest,
  type ModelRef,
  type ObjectResult,
  type RolloutAct,
  type RolloutFacts,
} from 'backstage-plugin-ml-monitoring-common';
import { z } from 'zod/v3';
import {
  ApiNotServedError,
  resourcePath,
  resources,
  type AnyObject,
  type KubeClient,
  type KubeResource,
} from '../cluster';
import { anyObjectSchema } from '../cluster/objects';
import type { ProvisioningConfig } from '../config';
import { requireModelWithinLimits } from './guardrails';
import { ManifestApplier } from './ManifestApplier';
import { FIELD_MANAGER } from './ownership';
import { splitterKey, type RolloutReading } from './readRollout';
import { errorOfRefusals } from './refusals';
import { requireNamesFree } from './requireNamesFree';

/** What may have been made to measure one predictor. Services come first: monitors select them. */
const COMPANIONS: KubeResource[] = [
  resources.services,
  resources.serviceMonitors,
  resources.podMonitors,
];

interface Performing {
  client: KubeClient;
  ref: ModelRef;
  reading: RolloutReading;
  config: ProvisioningConfig;
  /** Hears of every object as soon as it is done. */
  onResult: (result: ObjectResult) => void;
}

/** Does what was decided, one act after the other. Each may be done twice. */
export async function performRollout(
  acts: readonly RolloutAct[],
  performing: Performing,
): Promise<void> {
  for (const act of acts) {
    await PERFORM[act.do](act as never, performing);
  }
}

const PERFORM: {
  [D in RolloutAct['do']]: (
    act: Extract<RolloutAct, { do: D }>,
    performing: Performing,
  ) => Promise<void>;
} = {
  async write({ predictors, mark }, performing) {
    const { reading, config } = performing;
    const own = asManifest(reading.model);
    const { [ROLLOUT_ANNOTATION]: _, ...annotations } =
      own.metadata.annotations ?? {};
    const manifest: Manifest = {
      ...own,
      metadata: {
        ...own.metadata,
        annotations: {
          ...annotations,
          ...(mark && { [ROLLOUT_ANNOTATION]: writeRolloutMark(mark) }),
        },
      },
      spec: { ...own.spec, predictors },
    };
    if (growsBy(predictors, reading.facts)) {
      checkDeployment(manifest);
      requireModelWithinLimits(manifest, config);
      await requireNamesFree(performing.client, manifest, {
        fieldOf: () => 'version',
      });
    }
    await apply(manifest, performing);
  },

  async split({ splitter, split }, performing) {
    const object = performing.reading.splitters.get(splitterKey(splitter));
    if (!object) {
      throw new NotFoundError(`${splitter.kind} ${splitter.name} is gone`);
    }
    const own = asManifest(object);
    await apply(
      { ...own, spec: withSplit(splitter.kind, own.spec, split) },
      performing,
    );
  },

  async monitor({ predictor, like }, performing) {
    const services = {
      from: serviceOf(like, performing),
      to: serviceOf(predictor, performing),
    };
    for (const companion of await companionsOf(services.from, performing)) {
      const { metadata, ...rest } = asManifest(companion);
      const { resourceVersion: _, ...copied } = metadata as Versioned;
      await apply(
        measuringInstead({ ...rest, metadata: copied }, services),
        performing,
      );
    }
  },

  async unmonitor({ predictor }, performing) {
    const service = serviceOf(predictor, performing);
    for (const companion of await companionsOf(service, performing)) {
      await remove(companion, performing);
    }
  },
};

type Versioned = Manifest['metadata'] & { resourceVersion?: string };

/** What we have applied of it, to be applied again with changes, as long as nobody has changed it since. */
function asManifest(object: AnyObject): Manifest {
  const { apiVersion, kind, metadata } = object;
  const applied = asApplied(object, FIELD_MANAGER) as {
    metadata?: Pick<Manifest['metadata'], 'annotations' | 'ownerReferences'> & {
      labels?: Record<string, string>;
    };
    spec?: Record<string, unknown>;
  };
  const versioned: Versioned = {
    ...applied.metadata,
    labels: applied.metadata?.labels ?? {},
    name: metadata.name,
    namespace: metadata.namespace ?? '',
    resourceVersion: metadata.resourceVersion,
  };
  return { apiVersion, kind, metadata: versioned, spec: applied.spec ?? {} };
}

async function apply(
  manifest: Manifest,
  { client, onResult }: Performing,
): Promise<void> {
  const applier = new ManifestApplier(client);
  const trial = await applier.tryOut(manifest);
  if (trial.refusal) {
    const { kind, metadata } = manifest;
    throw errorOfRefusals([
      {
        object: `${kind} ${metadata.namespace}/${metadata.name}`,
        refusal: trial.refusal,
      },
    ]);
  }
  if (trial.planned.result !== 'unchanged') {
    onResult((await applier.apply(trial)).result);
  }
}

/** Whether something is to run that does not yet: taking away and marking must work with any limits. */
function growsBy(
  predictors: readonly { name: string; replicas?: number }[],
  { versions }: RolloutFacts,
): boolean {
  return predictors.some(({ name, replicas }) => {
    const running = versions.find(({ spec }) => spec.name === name);
    return !running || (replicas ?? 0) > running.replicas;
  });
}

function serviceOf(
  predictor: string,
  { reading }: Pick<Performing, 'reading'>,
): string {
  const { versions } = reading.facts;
  return (
    versions.find(({ spec }) => spec.name === predictor)?.serviceName ?? ''
  );
}

/** The items of a list carry neither kind nor apiVersion. */
const itemSchema = anyObjectSchema.omit({ kind: true, apiVersion: true });

async function companionsOf(
  service: string,
  { client, ref }: Performing,
): Promise<AnyObject[]> {
  const labelSelector = [
    `${MANAGED_BY_LABEL}=${MANAGED_BY}`,
    `${MODEL_LABEL}=${seldonDeploymentId(ref.name)}`,
  ].join(',');
  const found = await Promise.all(
    COMPANIONS.map(async resource => {
      const { apiVersion, kind } = resource;
      const { namespace } = ref;
      try {
        const items = await client.list(resource, { namespace, labelSelector });
        return items
          .map((item): AnyObject => ({
            ...itemSchema.parse(item),
            apiVersion,
            kind,
          }))
          .filter(({ metadata: { name }, spec }) =>
            measures({ name, spec }, service),
          );
      } catch (error) {
        if (resource.optional && error instanceof ApiNotServedError) {
          return [];
        }
        throw error;
      }
    }),
  );
  return found.flat();
}

async function remove(
  { apiVersion, kind, metadata }: AnyObject,
  { client, ref, onResult }: Performing,
): Promise<void> {
  const resource = COMPANIONS.find(each => each.kind === kind)!;
  const { namespace } = ref;
  const { name, uid } = metadata;
  try {
    await client.persistent().json(z.unknown(), {
      method: 'DELETE',
      path: resourcePath(resource, { namespace, name }),
      body: {
        contentType: 'application/json',
        content: JSON.stringify({
          apiVersion: 'v1',
          kind: 'DeleteOptions',
          preconditions: { uid },
        }),
      },
    });
  } catch (error) {
    if (!(error instanceof NotFoundError)) {
      throw error;
    }
  }
  onResult({ apiVersion, kind, namespace, name, result: 'deleted' });
}
