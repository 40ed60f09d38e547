import {
  RUNBOOK_ANNOTATION,
  SLO_AVAILABILITY_ANNOTATION,
  SLO_LATENCY_P95_ANNOTATION,
} from '../annotations';
import {
  monitoringRequestSchema,
  sloSchema,
  type Slo,
} from '../contract/provisioning';
import { withoutUndefined } from './withoutUndefined';

/** What is promised of a model, and what to do when it is not kept. @public */
export interface ModelPromise {
  slo?: Slo;
  runbook?: string;
}

/** What the annotations of a SeldonDeployment promise. Anybody may have written them, so what cannot be understood is no promise. @public */
export function promiseOf(annotations: Record<string, string>): ModelPromise {
  const percent = Number(annotations[SLO_AVAILABILITY_ANNOTATION] || NaN);
  const { availabilityPercent, latencyP95 } = sloSchema.shape;
  const slo = withoutUndefined({
    availabilityPercent: availabilityPercent.safeParse(percent).data,
    latencyP95: latencyP95.safeParse(annotations[SLO_LATENCY_P95_ANNOTATION])
      .data,
  });
  return withoutUndefined({
    slo: Object.keys(slo).length ? slo : undefined,
    runbook: monitoringRequestSchema.shape.runbook.safeParse(
      annotations[RUNBOOK_ANNOTATION],
    ).data,
  });
}
