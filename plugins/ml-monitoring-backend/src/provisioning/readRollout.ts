import { ConflictError } from '@backstage/errors';
import {
  otherOwners,
  predictorSpecSchema,
  readRolloutMark,
  readSplit,
  specChangedAt,
  versionState,
  type ClusterFacts,
  type HealthThresholds,
  type ModelRef,
  type PredictorSpec,
  type RolloutFacts,
  type SplitterFact,
  type SplitterKind,
  type VersionFact,
} from 'backstage-plugin-ml-monitoring-common';
import { z } from 'zod/v3';
import {
  resourcePath,
  resources,
  type AnyObject,
  type KubeClient,
  type KubeResource,
} from '../cluster';
import { anyObjectSchema } from '../cluster/objects';
import type { ModelReader } from '../services/types';
import { FIELD_MANAGER, gitOwnerOf, isOurs, managersOf } from './ownership';

/** What a rollout goes by, and the objects that it changes. */
export interface RolloutReading {
  facts: RolloutFacts;
  model: AnyObject;
  splitters: Map<string, AnyObject>;
}

const specSchema = z
  .object({ predictors: z.array(predictorSpecSchema) })
  .passthrough();

const SPLITTERS: Record<SplitterKind, KubeResource> = {
  Route: resources.routes,
  HTTPRoute: resources.httpRoutes,
  Ingress: resources.ingresses,
};

/** Which field of each says how it splits. */
const SPLITTING_FIELDS: Record<SplitterKind, string[][]> = {
  Route: [
    ['spec', 'to'],
    ['spec', 'alternateBackends'],
  ],
  HTTPRoute: [['spec', 'rules']],
  Ingress: [['spec', 'rules']],
};

/** Looks at the cluster itself, never at what was read a moment ago. */
export async function readRollout(options: {
  client: KubeClient;
  /** Without a cache. */
  reader: ModelReader;
  ref: ModelRef;
  thresholds: HealthThresholds;
  drainSeconds: number;
  now: Date;
  signal?: AbortSignal;
}): Promise<RolloutReading> {
  const { client, reader, ref, thresholds, drainSeconds, now, signal } =
    options;
  const read = (resource: KubeResource, name: string) =>
    client.json(anyObjectSchema, {
      path: resourcePath(resource, { namespace: ref.namespace, name }),
      signal,
    });
  // The version comes first: what is written rests on nothing older.
  const model = await read(resources.seldonDeployments, ref.name);
  const { facts: cluster } = await reader.facts(ref, { signal });
  requireOurs(model);
  const { predictors } = specSchema.parse(model.spec);
  const before = cluster.model.endpoints.flatMap(endpoint =>
    endpoint.kind === 'Service' ? [] : [{ ...endpoint, kind: endpoint.kind }],
  );
  const splitters = new Map<string, AnyObject>();
  const facts: SplitterFact[] = [];
  for (const { kind, name, admitted, reason, message } of before) {
    const object = await read(SPLITTERS[kind], name);
    splitters.set(splitterKey({ kind, name }), object);
    const changedAt = specChangedAt(object);
    facts.push({
      kind,
      name,
      ...readSplit(kind, object.spec),
      otherOwners: ownersOf(object, kind),
      admitted: admitted ?? (kind === 'Ingress' ? true : undefined),
      ...(changedAt && { changedAt }),
      ...((reason || message) && {
        reason: [reason, message].filter(text => !!text).join(': '),
      }),
    });
  }
  const mark = readRolloutMark(model.metadata.annotations ?? {});
  return {
    model,
    splitters,
    facts: {
      now,
      drainSeconds,
      versions: predictors.map(spec =>
        versionOf(spec, cluster, { thresholds, now }),
      ),
      ...(mark && { mark }),
      splitters: facts,
    },
  };
}

export function splitterKey(splitter: {
  kind: SplitterKind;
  name: string;
}): string {
  return `${splitter.kind}/${splitter.name}`;
}

function versionOf(
  spec: PredictorSpec,
  cluster: ClusterFacts,
  options: { thresholds: HealthThresholds; now: Date },
): VersionFact {
  const { name } = spec;
  const known = cluster.model.predictors.find(each => each.name === name);
  const scaledByOthers = (spec.componentSpecs ?? []).some(
    ({ hpaSpec, kedaSpec, replicas }) =>
      !!hpaSpec || !!kedaSpec || replicas !== undefined,
  );
  return {
    spec,
    serviceName: known?.serviceName ?? '',
    replicas: known?.replicas ?? spec.replicas ?? 1,
    scaledByOthers,
    state: versionState(cluster, { name, scaledByOthers }, options),
  };
}

/** @throws ConflictError naming who else decides what runs */
function requireOurs(model: AnyObject): void {
  const { name } = model.metadata;
  const inGit = gitOwnerOf(model);
  const byOthers = isOurs(model)
    ? otherOwners(model, ['spec', 'predictors'], FIELD_MANAGER).join(', ')
    : managersOf(model);
  const owner = inGit ?? byOthers;
  if (owner) {
    throw new ConflictError(
      `SeldonDeployment ${name} is managed by ${owner}, which decides what runs, so it is left as it is. Roll the new version out there; for a model in Git, propose the change to its repository (seldon:model:render writes the files)`,
    );
  }
}

function ownersOf(object: AnyObject, kind: SplitterKind): string[] {
  const inGit = gitOwnerOf(object);
  if (inGit) {
    return [inGit];
  }
  if (!isOurs(object)) {
    return [managersOf(object)];
  }
  const others = SPLITTING_FIELDS[kind].flatMap(path =>
    otherOwners(object, path, FIELD_MANAGER),
  );
  return [...new Set(others)];
}
