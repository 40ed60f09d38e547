import { isNestedTooDeeply } from 'backstage-plugin-ml-monitoring-common';
import { jsonProblem, type JsonProblem } from './jsonProblem';

/** What a person wrote, as far as it can be sent. */
export type Payload = { bytes: number } & (
  | { kind: 'ready'; value: unknown }
  | { kind: 'empty' | 'tooDeep' | 'tooLarge' }
  | { kind: 'invalid'; problem: JsonProblem }
);

/** Bytes are counted as they are sent, without the spaces between. */
export function readPayload(text: string, maximumBytes: number): Payload {
  const bytes = bytesOf(text);
  if (text.trim() === '') {
    return { kind: 'empty', bytes };
  }
  const problem = jsonProblem(text);
  if (problem) {
    return { kind: 'invalid', bytes, problem };
  }
  if (isNestedTooDeeply(text)) {
    return { kind: 'tooDeep', bytes };
  }
  const value: unknown = JSON.parse(text);
  if (value === null) {
    return { kind: 'empty', bytes };
  }
  const sent = bytesOf(JSON.stringify(value));
  return sent > maximumBytes
    ? { kind: 'tooLarge', bytes: sent }
    : { kind: 'ready', bytes: sent, value };
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
