import type { PredictionResult } from 'backstage-plugin-ml-monitoring-common';

const ANSWER_KEYS: Record<PredictionResult['protocol'], string[]> = {
  seldon: ['data', 'strData', 'binData', 'jsonData', 'customData'],
  tensorflow: ['predictions', 'outputs'],
  v2: ['outputs'],
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
  const keys = ANSWER_KEYS[protocol];
  const isPrediction =
    typeof response === 'object' &&
    response !== null &&
    keys.some(key => key in response);
  return isPrediction
    ? undefined
    : `its answer is no prediction of the ${protocol} protocol, which has ${keys.join(' or ')}: ${excerpt(response)}`;
}

function excerpt(response: unknown): string {
  const text =
    typeof response === 'string' ? response : JSON.stringify(response);
  return (text ?? '(nothing)').slice(0, 500);
}
