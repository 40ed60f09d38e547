import { parseQuantity } from 'backstage-plugin-ml-monitoring-common';
import {
  imageMatches,
  matchesPattern,
  modelUriMatches,
  type ProvisioningConfig,
} from '../config';
import { annotationProblem, describe, podProblem } from './podLimits';

export type Path = readonly (string | number)[];

/** Why a value is not allowed, as a sentence that goes on after the name of its field. */
export interface Excess {
  path: Path;
  message: string;
}

/** Where all the limits are. */
export const KEY = 'mlMonitoring.provisioning';

/** Maps of texts: what is in them is read as text, whatever it is called. */
const TEXTS = ['annotations', 'labels', 'matchLabels', 'nodeSelector'];

const REPLICAS = [
  'replicas',
  'minReplicas',
  'maxReplicas',
  'minReplicaCount',
  'maxReplicaCount',
  'idleReplicaCount',
];

type Judge = (value: unknown, config: ProvisioningConfig) => string | undefined;

const image: Judge = (value, { images }) => {
  // The volume of an image names it in an object.
  if (isObject(value)) {
    return undefined;
  }
  return images.some(pattern => imageMatches(String(value), pattern))
    ? undefined
    : notAllowed('images', images, value);
};

const modelUri: Judge = (value, { modelUris }) =>
  modelUris.some(pattern => modelUriMatches(String(value), pattern))
    ? undefined
    : notAllowed('modelUris', modelUris, value);

const serviceAccount: Judge = (value, { serviceAccounts }) =>
  value === '' ||
  serviceAccounts.some(pattern => matchesPattern(String(value), pattern))
    ? undefined
    : notAllowed('serviceAccounts', serviceAccounts, value);

const replicas: Judge = (value, { maximum }) =>
  maximum.replicas !== undefined && !(Number(value) <= maximum.replicas)
    ? tooMuch('replicas', maximum.replicas, value)
    : undefined;

/** KEDA goes up to 100 where it is not told. */
const keda: Judge = (value, { maximum }) =>
  maximum.replicas !== undefined &&
  isObject(value) &&
  (value.maxReplicaCount === undefined || value.maxReplicaCount === null)
    ? `must have a maxReplicaCount of at most ${KEY}.resources.maximum.replicas, which is ${maximum.replicas} (got none)`
    : undefined;

const quantity =
  (what: 'cpu' | 'memory'): Judge =>
  (value, { maximum }) => {
    const most = maximum[what];
    const asked = parseQuantity(String(value)) ?? Infinity;
    return most !== undefined && asked > most
      ? tooMuch(what, most, value)
      : undefined;
  };

/** What is limited, wherever in a SeldonDeployment it stands: by the name of the field. */
const BY_NAME: Record<string, Judge> = {
  image,
  storageInitializerImage: image,
  modelUri,
  serviceAccountName: serviceAccount,
  serviceAccount,
  kedaSpec: keda,
  ...Object.fromEntries(REPLICAS.map(name => [name, replicas])),
};

/**
 * Everything in the spec of a SeldonDeployment that the platform team did not allow. It is walked as it would be applied, by the
 * names of the fields and at any depth, so that nothing slips past in an explainer, an initializer or a patch.
 */
export function excessesOf(
  spec: Record<string, unknown>,
  options: { namespace: string; config: ProvisioningConfig },
): Excess[] {
  const { namespace, config } = options;
  const excesses: Excess[] = [];
  const visit = (value: unknown, path: Path): void => {
    if (Array.isArray(value)) {
      value.forEach((item, index) => visit(item, [...path, index]));
      return;
    }
    if (!isObject(value)) {
      return;
    }
    for (const [name, member] of Object.entries(value)) {
      const at = [...path, name];
      const message =
        judge(name, member, path)?.(member, config) ??
        podProblem(name, member, { path, namespace });
      if (message) {
        excesses.push({ path: at, message });
      } else if (!TEXTS.includes(name)) {
        visit(member, at);
      } else if (name === 'annotations' && isObject(member)) {
        excesses.push(...annotationExcesses(member, at));
      }
    }
  };
  visit(spec, []);
  return excesses;
}

function annotationExcesses(
  annotations: Record<string, unknown>,
  path: Path,
): Excess[] {
  return Object.entries(annotations).flatMap(([name, value]) => {
    const message = annotationProblem(name, value);
    return message ? [{ path: [...path, name], message }] : [];
  });
}

function judge(name: string, member: unknown, path: Path): Judge | undefined {
  if (member === null || member === undefined) {
    return undefined;
  }
  const parent = path.at(-1);
  if (
    (name === 'cpu' || name === 'memory') &&
    (parent === 'requests' || parent === 'limits')
  ) {
    return quantity(name);
  }
  // The image of a volume.
  if (name === 'reference' && parent === 'image') {
    return image;
  }
  return Object.hasOwn(BY_NAME, name) ? BY_NAME[name] : undefined;
}

export function notAllowed(
  key: keyof ProvisioningConfig,
  allowed: readonly string[],
  got: unknown,
): string {
  return `must match ${allowed.length ? allowed.join(' or ') : 'an entry, and there is none,'} of ${KEY}.${key} (got ${describe(got)})`;
}

function tooMuch(
  what: 'replicas' | 'cpu' | 'memory',
  most: number,
  got: unknown,
): string {
  return `must be at most ${KEY}.resources.maximum.${what}, which is ${most}${what === 'memory' ? ' bytes' : ''} (got ${describe(got)})`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
