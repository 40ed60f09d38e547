import type { Problem } from './types';

type Path = (string | number)[];

/** How a model is fetched: a scheme or a remote of rclone's configuration, or a place on the pod's own disk. */
const MODEL_URI = /^([A-Za-z0-9_][\w+.-]*:(\/\/\/?)?|\/)[^\s/]\S*$/;

/** `user:password@` before the host. */
const USER_IN_URL = /:\/\/[^/?#\s]*@/;
/** Signed links and tokens in the query. */
const SECRET_IN_QUERY =
  /[?&;#](x-(amz|goog)-(signature|credential|security-token)|awsaccesskeyid|googleaccessid|signature|sig|token|[a-z_-]*(access|auth|api|sas|session|private)[_-]?(token|key)(id)?|key|secret|password|passwd|pwd|credentials?)=[^&]/i;
/** Keys of AWS, Google, GitHub, GitLab and Hugging Face say themselves what they are; so does a connection string of rclone. */
const KNOWN_KEY =
  /\b(AKIA|ASIA)[A-Z0-9]{16}\b|\bAIza[\w-]{35}\b|\bgh[pousr]_[A-Za-z0-9]{20,}|\bglpat-[\w-]{16,}|\bhf_[A-Za-z0-9]{20,}|-----BEGIN [A-Z ]*PRIVATE KEY-----|\b(access_key_id|secret_access_key)=/;

const SECRET_NAME =
  /(^|_)(PASSWORD|PASSWD|SECRET|(?<!(PAD|EOS|BOS|UNK|CLS|SEP|MASK|STOP)_)TOKEN|CREDENTIALS?)$|_PWD$|(API|ACCESS|PRIVATE|SECRET|ENCRYPTION|SIGNING|ACCOUNT|STORAGE|AUTH)_?KEY(_ID)?$/i;
/** A number or a switch is never a secret: `PRINT_TOKEN: false`. */
const PLAIN_VALUE = /^(true|false|yes|no|on|off|none|[0-9.]*)$/i;

/** Whether a text carries what belongs in a Secret. */
export function hasCredentials(text: string): boolean {
  return [USER_IN_URL, SECRET_IN_QUERY, KNOWN_KEY].some(pattern =>
    pattern.test(text),
  );
}

/** Secrets are named in a request and never part of it. What is refused is not repeated. */
export const secretsIn = (spec: Record<string, unknown>): Problem[] => [
  ...texts(spec, []).flatMap(({ path, value }): Problem[] => {
    const isModel = path.at(-1) === 'modelUri';
    if (hasCredentials(value)) {
      return [
        {
          path,
          message: isModel
            ? 'must not contain credentials: put them into a Secret in the namespace and name that in envSecretRefName (what was got is not repeated here)'
            : 'must not contain credentials: put them into a Secret in the namespace and refer to it with secretRef (what was got is not repeated here)',
        },
      ];
    }
    return isModel && !MODEL_URI.test(value)
      ? [
          {
            path,
            message: `must be where a model is found, such as gs://bucket/path, s3://bucket/path, https://host/path or pvc://claim/path (got ${value})`,
          },
        ]
      : [];
  }),
  ...variables(spec, []).flatMap(({ path, name, value }) =>
    SECRET_NAME.test(name) && !PLAIN_VALUE.test(value)
      ? [
          {
            path: [...path, 'value'],
            message: `the variable ${name} sounds like a secret: put it into a Secret in the namespace and refer to it with secretRef (what was got is not repeated here)`,
          },
        ]
      : [],
  ),
];

/** Every text of the spec with its path. */
function texts(value: unknown, path: Path): { path: Path; value: string }[] {
  if (typeof value === 'string') {
    return [{ path, value }];
  }
  return members(value).flatMap(([key, member]) =>
    texts(member, [...path, key]),
  );
}

/** Every environment variable with a value of its own. */
function variables(
  value: unknown,
  path: Path,
): { path: Path; name: string; value: string }[] {
  return members(value).flatMap(([key, member]) => {
    const below = [...path, key];
    const own =
      path.at(-1) === 'env' && isVariable(member)
        ? [{ path: below, name: member.name, value: member.value }]
        : [];
    return [...own, ...variables(member, below)];
  });
}

function isVariable(value: unknown): value is { name: string; value: string } {
  const { name, value: content } = (value ?? {}) as Record<string, unknown>;
  return typeof name === 'string' && typeof content === 'string';
}

function members(value: unknown): [string | number, unknown][] {
  if (Array.isArray(value)) {
    return [...value.entries()];
  }
  return typeof value === 'object' && value !== null
    ? Object.entries(value)
    : [];
}
