import { REDACTED, redact } from '../redact';
import { isObject } from './fieldTree';

/** Whether a member, a variable or an option of this name holds a secret, not merely says where one is. */
export function isSecretName(name: string): boolean {
  const assigned = `${name}=x`;
  return redact(assigned) !== assigned;
}

/** The same value without what looks like a secret: by its name, in a link, in an argument. @public */
export function withoutSecrets<T>(value: T): T {
  return hide(value) as T;
}

function hide(value: unknown): unknown {
  if (typeof value === 'string') {
    return redact(value);
  }
  if (Array.isArray(value)) {
    return value.map((item, index) =>
      isScalar(item) && isSecretOption(value[index - 1])
        ? REDACTED
        : hide(item),
    );
  }
  if (!isObject(value)) {
    return value;
  }
  // A variable or parameter: its name stands beside its value.
  const named = typeof value.name === 'string' && isSecretName(value.name);
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      isScalar(member) && (isSecretName(key) || (named && key === 'value'))
        ? REDACTED
        : hide(member),
    ]),
  );
}

/** `--password`, and the value is the next argument. */
const isSecretOption = (argument: unknown) =>
  typeof argument === 'string' &&
  /^--?[\w-]+$/.test(argument) &&
  isSecretName(argument);

const isScalar = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number';
