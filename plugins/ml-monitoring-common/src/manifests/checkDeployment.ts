import { InputError } from '@backstage/errors';
import type { DeploymentRequest } from '../contract/provisioning';
import { containers, ports } from './checks/containers';
import { graphs } from './checks/graph';
import { annotations, names } from './checks/names';
import { scheduling } from './checks/scheduling';
import { hasCredentials, secretsIn } from './checks/secrets';
import { traffic } from './checks/traffic';
import { transport } from './checks/transport';
import type { Check, Problem } from './checks/types';
import { prunedFields, type StructuralSchema } from './prunedFields';
import { requestFieldOf } from './requestField';
import { seldonSpecSchema, type SeldonSpec } from './seldonSpec';
import type { ServerOption } from './servers';
import type { Manifest } from './types';

const CHECKS: Check[] = [
  names,
  annotations,
  traffic,
  transport,
  graphs,
  containers,
  ports,
  scheduling,
];

/** More than this at once helps nobody. */
const MAX_PROBLEMS = 5;

/** What a cluster takes in a SeldonDeployment. Whatever is absent is not known, and not held against a request. @public */
export interface SeldonCapabilities {
  /** Of `spec`, as the cluster's CRD has it. */
  schema?: StructuralSchema;
  /** The prepackaged servers that it can run. */
  servers?: readonly ServerOption[];
}

/**
 * Refuses a SeldonDeployment that the cluster would refuse, or would accept and never bring up.
 *
 * @throws InputError
 * @public
 */
export function checkDeployment(
  manifest: Pick<Manifest, 'metadata' | 'spec'>,
): void {
  readDeployment(manifest);
}

/**
 * Refuses what the cluster would accept and then never bring up, or would refuse in words that do not name the field: a
 * SeldonDeployment is judged as it would be applied, patches and all.
 *
 * @param options - `request` is what it was rendered from, so that its fields can be named
 * @returns the spec as it was understood
 * @throws InputError
 */
export function readDeployment(
  { metadata: { name }, spec: rendered }: Pick<Manifest, 'metadata' | 'spec'>,
  options: SeldonCapabilities & { request?: DeploymentRequest } = {},
): SeldonSpec {
  const { request, servers, schema } = options;
  if (!/^[a-z][-a-z0-9]*$/.test(name)) {
    throw new InputError(
      `name: must start with a letter and have no ".", because Services are named after it (got ${name})`,
    );
  }
  // Before all else, because what the others refuse they repeat.
  refuseAny(request, [
    ...secretsIn(rendered),
    ...(hasCredentials(request?.runbook ?? '')
      ? [{ path: ['runbook'], message: 'must not contain credentials' }]
      : []),
  ]);
  const parsed = seldonSpecSchema.safeParse(rendered);
  if (!parsed.success) {
    throw refusal(
      request,
      parsed.error.issues.map(({ path, message }) => ({
        path,
        message: `is not what a SeldonDeployment takes there (got: ${message})`,
      })),
    );
  }
  const spec = parsed.data;
  refuseAny(request, [
    ...CHECKS.flatMap(check => check({ name, request, spec, servers })),
    ...(schema ? pruned(rendered, schema) : []),
  ]);
  return spec;
}

function refuseAny(
  request: DeploymentRequest | undefined,
  problems: Problem[],
): void {
  if (problems.length) {
    throw refusal(request, problems);
  }
}

function pruned(
  spec: Record<string, unknown>,
  schema: StructuralSchema,
): Problem[] {
  return prunedFields(spec, schema).map(path => ({
    path,
    message:
      'would be dropped without a word: the SeldonDeployment CRD of this cluster does not know it. Leave it out, or have the CRD of the Helm chart installed',
  }));
}

function refusal(
  request: DeploymentRequest | undefined,
  problems: Problem[],
): InputError {
  const sentences = problems
    .slice(0, MAX_PROBLEMS)
    .map(
      ({ path, message }) =>
        `${request ? requestFieldOf(request, path) : ['spec', ...path].join('.')}: ${message}`,
    );
  const more = problems.length - sentences.length;
  return new InputError(
    [...sentences, ...(more > 0 ? [`and ${more} more`] : [])].join('; '),
  );
}
