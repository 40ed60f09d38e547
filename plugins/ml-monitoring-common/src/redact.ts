/** Stands for what was taken out. No pattern below matches it, so that redacting twice is redacting once. */
export const REDACTED = '***';

/** The last word of a name whose value is a secret: `DB_PASSWORD`, `apiKey`, `X-Amz-Signature`. Not `max_tokens`, nor `secretName`. */
const SECRET_NAME = [
  'password',
  'passwd',
  'passphrase',
  'pwd',
  'secret',
  'token',
  'credentials?',
  'signature',
  'sig',
  'session[_-]?id',
  '(?:api|access|account|private|secret|signing|encryption)[_-]?key(?:[_-]?id)?',
  'connection[_-]?string',
].join('|');

/** After a name, in code, JSON, JSON within JSON, headers and command lines. */
const IS = String.raw`\\*["']?\s{0,8}[:=]\s{0,8}`;
const VALUE = String.raw`\\+"[^"\n]*"|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|[^\s,;&"'{}\[\]()]+`;

interface Pattern {
  find: RegExp;
  /** Default: all of what was found. */
  put?: string;
}

/** In this order: what is known by its shape goes before what is known by the name in front of it. */
const PATTERNS: readonly Pattern[] = [
  {
    // To the end where it was cut off.
    find: /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/g,
  },
  { find: /\beyJ[\w-]{5,}\.[\w-]{2,}(?:\.[\w-]*)*/g },
  { find: /\b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{16}\b/g },
  {
    // GitHub, GitLab, Slack, Hugging Face, OpenAI and their like, Google.
    find: /\b(?:gh[oprsu]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{20,}|xox[abeoprs]-[\w-]{10,}|hf_\w{20,}|sk-[\w-]{20,}|AIza[\w-]{35})/g,
  },
  { find: /(:\/\/)[^\s/]*@/g, put: `$1${REDACTED}@` },
  {
    find: /\b((?:proxy-)?authorization|(?:set-)?cookie)(\\*["']?\s{0,8}[:=]\s{0,8})[^\n]+/gi,
    put: `$1$2${REDACTED}`,
  },
  {
    find: /\b(bearer|basic)(\s{1,8})[\w.~+/=-]{6,}/gi,
    put: `$1$2${REDACTED}`,
  },
  {
    find: new RegExp(`(${SECRET_NAME})(${IS})(?:${VALUE})`, 'gi'),
    put: `$1$2${REDACTED}`,
  },
  {
    find: new RegExp(
      String.raw`(--[\w-]{0,64}(?:${SECRET_NAME})\s{1,8})(?!-)[^\s"']+`,
      'gi',
    ),
    put: `$1${REDACTED}`,
  },
];

/**
 * Blacks out what looks like a secret in text of other programs, such as logs. Rather takes too much than too little; still no
 * more than a second line: who may read a log is decided by a permission.
 *
 * @public
 */
export function redact(text: string): string {
  return PATTERNS.reduce(
    (redacted, { find, put = REDACTED }) => redacted.replace(find, put),
    withoutKeyTails(text),
  );
}

const KEY_END = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/;
const KEY_LINE = /(?:^|\s)[A-Za-z0-9+/=]{16,}\s*$/;

/** The last lines of a log may begin in the middle of a private key. */
function withoutKeyTails(text: string): string {
  const end = KEY_END.exec(text);
  if (!end || /-----BEGIN /.test(text.slice(0, end.index))) {
    return text;
  }
  const lines = text.slice(0, end.index).split('\n');
  const atMarker = lines.pop() ?? '';
  while (lines.length && KEY_LINE.test(lines[lines.length - 1])) {
    lines.pop();
  }
  const marker = text.slice(end.index + end[0].length);
  return [...lines, `${atMarker}${REDACTED}${marker}`].join('\n');
}
