import { z } from 'zod/v3';
import type { PredictionResult } from '../contract/provisioning';

const failureSchema = z.object({
  status: z.object({ status: z.union([z.literal('FAILURE'), z.literal(1)]) }),
});

/** Seldon may answer 200 and say inside that it failed, by word or by number. @public */
export function failedInside({
  protocol,
  response,
}: Pick<PredictionResult, 'protocol' | 'response'>): boolean {
  return protocol === 'seldon' && failureSchema.safeParse(response).success;
}
