import { InputError } from '@backstage/errors';
import {
  RUNBOOK_ANNOTATION,
  SLO_AVAILABILITY_ANNOTATION,
  SLO_LATENCY_P95_ANNOTATION,
} from '../annotations';
import type {
  DeploymentRequest,
  PredictorRequest,
} from '../contract/provisioning';
import type { ModelRef } from '../contract/refs';
import {
  DESCRIPTION_ANNOTATION,
  labelsOf,
  OWNER_ANNOTATION,
  SYSTEM_ANNOTATION,
} from './labels';
import { mergePatch, parsePatch } from './patch';
import { seldonPredictor, type PredictorOptions } from './seldonPredictor';
import type { Manifest } from './types';
import { withoutUndefined } from './withoutUndefined';

/** @public */
export const SELDON_API_VERSION = 'machinelearning.seldon.io/v1';

/** The SeldonDeployment of a request, its patches applied. @public */
export function seldonDeployment(
  ref: ModelRef,
  request: DeploymentRequest,
  options: PredictorOptions = {},
): Manifest {
  const { availabilityPercent, latencyP95 } = request.slo ?? {};
  const spec = withoutUndefined({
    protocol: request.protocol ?? 'seldon',
    annotations: request.annotations,
  });
  return {
    apiVersion: SELDON_API_VERSION,
    kind: 'SeldonDeployment',
    metadata: {
      name: ref.name,
      namespace: ref.namespace,
      labels: labelsOf(ref),
      annotations: withoutUndefined({
        [OWNER_ANNOTATION]: request.owner,
        [SYSTEM_ANNOTATION]: request.system,
        [DESCRIPTION_ANNOTATION]: request.description,
        [SLO_AVAILABILITY_ANNOTATION]: availabilityPercent?.toString(),
        [SLO_LATENCY_P95_ANNOTATION]: latencyP95,
        [RUNBOOK_ANNOTATION]: request.runbook,
      }),
    },
    spec: {
      ...patched(spec, request.patch, {
        field: 'deployment.patch',
        fixed: {
          predictors: 'each predictor takes a patch of its own',
        },
      }),
      predictors: request.predictors.map((predictor, index) =>
        patched(seldonPredictor(ref, predictor, options), predictor.patch, {
          field: `deployment.predictors.${index}.patch`,
          fixed: { name: 'it is set beside the patch' },
        }),
      ),
    },
  };
}

function patched(
  rendered: Record<string, unknown>,
  patch: PredictorRequest['patch'],
  options: { field: string; fixed: Record<string, string> },
): Record<string, unknown> {
  if (patch === undefined) {
    return rendered;
  }
  const { field, fixed } = options;
  const parsed = parsePatch(patch, field);
  for (const [key, reason] of Object.entries({
    ...fixed,
    metadata: 'the patch is of the spec',
  })) {
    if (key in parsed) {
      throw new InputError(`${field}.${key}: cannot be patched: ${reason}`);
    }
  }
  return mergePatch(rendered, parsed) as Record<string, unknown>;
}
