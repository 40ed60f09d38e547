import {
  failedInside,
  redact,
  type PredictionResult,
} from 'backstage-plugin-ml-monitoring-common';
import { z } from 'zod/v3';

type Protocol = PredictionResult['protocol'];

const ANSWERS: Record<Protocol, { has: string; schema: z.ZodTypeAny }> = {
  seldon: {
    has: 'data, strData, binData, jsonData or customData',
    schema: z.union([
      z.object({
        data: z.union([
          z.object({ ndarray: z.array(z.unknown()) }),
          z.object({ tensor: z.object({ values: z.array(z.unknown()) }) }),
          z.object({ tftensor: z.record(z.unknown()) }),
        ]),
      }),
      z.object({ strData: z.string() }),
      z.object({ binData: z.string() }),
      ...(['jsonData', 'customData'] as const).map(key =>
        z.record(z.unknown()).refine(answer => answer[key] !== undefined),
      ),
    ] as unknown as [z.ZodTypeAny, z.ZodTypeAny]),
  },
  tensorflow: {
    has: 'predictions or outputs',
    schema: z.union([
      z.object({ predictions: z.array(z.unknown()) }),
      z.object({
        outputs: z.union([z.array(z.unknown()), z.record(z.unknown())]),
      }),
    ]),
  },
  v2: {
    has: 'outputs, each with name, shape and datatype',
    schema: z.object({
      outputs: z
        .array(
          z.object({
            name: z.string(),
            shape: z.array(z.number()),
            datatype: z.string(),
          }),
        )
        .min(1),
    }),
  },
};

/** What is wrong with a model's answer; `undefined` when it is a prediction. */
export function answerProblem({
  protocol,
  status,
  response,
}: Pick<PredictionResult, 'protocol' | 'status' | 'response'>):
  string | undefined {
  if (status < 200 || status > 299) {
    return `it answered ${status}: ${excerpt(response)}`;
  }
  if (failedInside({ protocol, response })) {
    return `it answered ${status} and says that it failed: ${excerpt(response)}`;
  }
  const { has, schema } = ANSWERS[protocol];
  return schema.safeParse(response).success
    ? undefined
    : `its answer is no prediction of the ${protocol} protocol, which has ${has}: ${excerpt(response)}`;
}

function excerpt(response: unknown): string {
  const text =
    typeof response === 'string' ? response : JSON.stringify(response);
  return redact((text ?? '(nothing)').slice(0, 500));
}
