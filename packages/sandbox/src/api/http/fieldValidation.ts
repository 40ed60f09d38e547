import type { KubeObject } from '../Cluster';
import { badRequest, type FieldError, type StatusError } from '../errors';
import { unknownFields } from '../structure';
import { structureErrors } from '../structureErrors';
import type { ApiRequest, Target } from './ApiRequest';

/** Every warning is a header, and a client reads only so many bytes of those. */
const maximumWarningLength = 4096;

/** A header takes no other characters, and field names come from the client. */
const ascii = (text: string) =>
  text.replace(
    /[^\x20-\x7e]/g,
    each => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

function warnings(texts: string[]): string[] {
  let length = 0;
  return texts
    .map(text => `299 - ${ascii(JSON.stringify(text))}`)
    .filter(text => (length += text.length) <= maximumWarningLength);
}

const goTypes: Record<string, string | undefined> = {
  integer: 'number',
  boolean: 'bool',
};

/** Kubernetes' own kinds are read into structs, which take an absent value for a null. */
const isUnreadable = ({ reason, value }: FieldError) =>
  reason === 'FieldValueTypeInvalid' && value !== 'null';

function unreadable({ of }: Target, object: KubeObject): string | undefined {
  if (of.custom || !of.structure) return undefined;
  const wrong = structureErrors(object, of.structure).find(isUnreadable);
  if (!wrong) return undefined;
  const type = String(wrong.value);
  return `json: cannot unmarshal ${goTypes[type] ?? type} into Go struct field ${of.kind}.${wrong.field}`;
}

/**
 * Refuses an object that cannot be read as its kind. Of fields that nobody knows, `fieldValidation` says
 * whether they refuse the request too, only warn, or are dropped silently.
 */
export function requireReadable(
  { query, response }: ApiRequest,
  target: Target,
  object: KubeObject,
  refuse: (why: string) => StatusError = badRequest,
) {
  const { of, version } = target;
  if (!of.structure) return;
  const prefix = `${of.kind} in version "${version}" cannot be handled as a ${of.kind}`;
  const wrong = unreadable(target, object);
  if (wrong) throw refuse(`${prefix}: ${wrong}`);
  const unknown = unknownFields(object, of.structure).map(
    path => `unknown field "${path}"`,
  );
  if (unknown.length === 0) return;
  const mode = query.get('fieldValidation') || 'Warn';
  if (mode === 'Strict') {
    throw refuse(`${prefix}: strict decoding error: ${unknown.join(', ')}`);
  }
  if (mode === 'Warn') response.setHeader('warning', warnings(unknown));
}
