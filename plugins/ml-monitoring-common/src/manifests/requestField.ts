import type { DeploymentRequest } from '../contract/provisioning';
import { parsePatch } from './patch';

type Path = readonly (string | number)[];

/** What the request calls what a predictor of the manifest calls differently, the first match counting. */
const REQUEST_NAMES: [RegExp, string][] = [
  [/^componentSpecs\.0\.spec\.(?=containers|nodeSelector|tolerations)/, ''],
  [/^componentSpecs\.0\.spec\.serviceAccountName$/, 'serviceAccountName'],
  [/^componentSpecs\.\d+\.hpaSpec\b/, 'autoscaling'],
  [/^svcOrchSpec\b/, 'orchestrator'],
];

/**
 * The field of the request that a field of the rendered spec comes from, e.g.
 * `deployment.predictors.0.containers.1.image`.
 *
 * @param path - below `spec` of the SeldonDeployment
 * @public
 */
export function requestFieldOf(
  request: DeploymentRequest,
  path: readonly (string | number)[],
): string {
  const [member, index, ...rest] = path;
  const predictor =
    member === 'predictors' ? request.predictors[Number(index)] : undefined;
  if (!predictor) {
    return touches(request.patch, path)
      ? join('deployment.patch', path)
      : join('deployment', path);
  }
  const field = `deployment.predictors.${index}`;
  if (touches(predictor.patch, rest)) {
    return join(`${field}.patch`, rest);
  }
  const name = rest.join('.');
  const [pattern, instead] =
    REQUEST_NAMES.find(([known]) => known.test(name)) ?? [];
  return join(field, [pattern ? name.replace(pattern, instead ?? '') : name]);
}

/** Whether a patch says anything of the value at a path, or of what holds it. */
function touches(patch: DeploymentRequest['patch'], path: Path): boolean {
  let value: unknown = patch === undefined ? undefined : parsePatch(patch, '');
  for (const key of path) {
    if (typeof value !== 'object' || value === null) {
      break;
    }
    // A list replaces the whole list.
    if (Array.isArray(value)) {
      return true;
    }
    value = (value as Record<string, unknown>)[key];
  }
  return value !== undefined;
}

function join(field: string, path: Path): string {
  return [field, ...path.filter(part => part !== '')].join('.');
}
