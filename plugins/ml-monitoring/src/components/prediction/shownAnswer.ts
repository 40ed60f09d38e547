import { prettyJson } from './prettyJson';

/** Spaces in front of deep lines make a text many times as long. */
const MAXIMUM_TO_FORMAT = 50_000;
const MAXIMUM_SHOWN = 20_000;

/** What a model answered, as a text that a page can hold. */
export function shownAnswer(response: unknown): {
  text: string;
  /** Characters of the whole, where only its beginning is shown. */
  cutFrom?: number;
} {
  const text = textOf(response);
  return text.length > MAXIMUM_SHOWN
    ? { text: `${text.slice(0, MAXIMUM_SHOWN)}…`, cutFrom: text.length }
    : { text };
}

function textOf(response: unknown): string {
  if (typeof response === 'string') {
    return response;
  }
  const compact = JSON.stringify(response) ?? '';
  return compact.length > MAXIMUM_TO_FORMAT ? compact : prettyJson(response);
}
