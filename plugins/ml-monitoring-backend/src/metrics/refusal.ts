import { STATUS_CODES } from 'node:http';
import { z } from 'zod/v3';
import { foreignText } from '../foreignText';
import type { MetricsSourceProblem } from './MetricsSourceError';

/** What to do about a source, by how it is reached. */
export interface TransportAdvice {
  /** Where it does not know the credential. */
  credential: string;
  /** What a caller lacks who is refused. */
  right: string;
  /** Where something else answers. */
  address: string;
  /** Where nobody answers. */
  reach: string;
}

/** For one that is reached by its URL. */
export const URL_ADVICE: TransportAdvice = {
  credential: 'Set auth for this entry of mlMonitoring.prometheus, or renew it',
  right:
    'the right to query there, or a header such as X-Scope-OrgID that names a tenant it may read',
  address: 'Check that its URL is the one below which /api/v1 lies',
  reach: 'Check its URL, and that it runs',
};

/** What went wrong, and what the source did, as the rest of a sentence about it. */
export interface Refusal {
  problem: MetricsSourceProblem;
  predicate: string;
}

/** An answer that is none, of Prometheus or of what stands in front of it. */
export interface RefusingAnswer {
  status: number;
  location?: string;
  text: string;
  /** The text, where it is JSON. */
  body: unknown;
}

/** Those that are compatible leave `errorType` out, or put the status there. */
const errorSchema = z.object({
  status: z.literal('error'),
  errorType: z.string().optional(),
  error: z.string(),
});

/** What an API server says itself, when it is asked for what lies behind its service proxy. */
const apiStatusSchema = z.object({
  kind: z.literal('Status'),
  message: z.string().optional(),
});

const LONGEST_WORDS = 300;
/** Their limits, by what Prometheus, Mimir and VictoriaMetrics call them. */
const OF_LIMITS =
  /too many|exceeds|exceeded|more than|\blimit:|-search\.max|err-mimir-max/i;
const SHORTER = 'A shorter range asks for less';

export function refusalOf(
  answer: RefusingAnswer,
  advice: TransportAdvice,
): Refusal {
  const { status, body } = answer;
  const said = errorSchema.safeParse(body);
  if (said.success) {
    const { errorType, error } = said.data;
    return (
      ofQuery(errorType, error) ??
      ofStatus(status, quoted(error), answer, advice)
    );
  }
  const ofServer = apiStatusSchema.safeParse(body);
  if (ofServer.success) {
    return ofApiServer(status, quoted(ofServer.data.message), advice);
  }
  return ofStatus(status, quoted(plainWords(answer)), answer, advice);
}

/** It was asked, and could not answer this. */
function ofQuery(errorType: string | undefined, error: string) {
  const words = quoted(error);
  const isLimit = OF_LIMITS.test(error);
  switch (errorType) {
    case 'bad_data':
    case '422':
      return isLimit
        ? refusal('too-heavy', `finds the query too much${words}. ${SHORTER}`)
        : refusal('bad-query', `did not understand the query${words}`);
    case 'execution':
      return refusal(
        'too-heavy',
        `could not work out the query${words}${isLimit ? `. ${SHORTER}` : ''}`,
      );
    case 'timeout':
    case 'canceled':
      return refusal('timeout', `gave up on the query${words}. ${SHORTER}`);
    default:
      return undefined;
  }
}

function ofStatus(
  status: number,
  words: string,
  { location }: RefusingAnswer,
  advice: TransportAdvice,
): Refusal {
  const { credential, right, address } = advice;
  switch (status) {
    case 401:
      return refusal(
        'unauthorized',
        `does not accept the credential (HTTP 401)${words}. ${credential}`,
      );
    case 403:
      return refusal(
        'forbidden',
        `refuses the credential (HTTP 403)${words}. It needs ${right}`,
      );
    case 404:
      return refusal(
        'not-found',
        `has no HTTP API there (HTTP 404)${words}. ${address}`,
      );
    case 429:
      return refusal(
        'unavailable',
        `is asked more than it allows (HTTP 429)${words}. It answers again in a while`,
      );
    default:
  }
  if (status >= 300 && status <= 399) {
    return refusal(
      'unauthorized',
      `redirects to ${originOf(location)} (HTTP ${status}), as a page for people to sign in does. Name a URL that takes a credential`,
    );
  }
  return status >= 500
    ? refusal(
        'unavailable',
        `is there, but cannot answer (HTTP ${status})${words}. See whether it, and what stands in front of it, runs and is ready`,
      )
    : refusal(
        'bad-query',
        `did not accept the question (HTTP ${status})${words}`,
      );
}

/** The API server did not pass the question on. */
function ofApiServer(
  status: number,
  words: string,
  { right, reach, address }: TransportAdvice,
): Refusal {
  switch (status) {
    case 401:
      return refusal(
        'unauthorized',
        `was not asked, for the API server of the cluster does not accept the credential of the portal (HTTP 401)${words}. Renew it in the configuration of the Kubernetes plugin`,
      );
    case 403:
      return refusal(
        'forbidden',
        `was not asked, for the API server of the cluster refuses the portal (HTTP 403)${words}. It needs ${right}`,
      );
    case 404:
      return refusal(
        'not-found',
        `is not in the cluster (HTTP 404)${words}. ${address}`,
      );
    default:
      return refusal(
        'unavailable',
        `cannot be reached by the API server of the cluster (HTTP ${status})${words}. ${reach}`,
      );
  }
}

const refusal = (
  problem: MetricsSourceProblem,
  predicate: string,
): Refusal => ({ problem, predicate });

/** What a proxy says in a line, if that is more than the name of the status. */
function plainWords({ status, text }: RefusingAnswer): string | undefined {
  const line = text.trim();
  const isProse = line !== '' && !/^[<{[]/.test(line) && !line.includes('\n');
  const told = line
    .replace(/^\d{3} /, '')
    .replace(/\.$/, '')
    .toLowerCase();
  const known = [STATUS_CODES[status]?.toLowerCase(), 'page not found'];
  return isProse && !known.includes(told) ? line : undefined;
}

function quoted(text: string | undefined): string {
  if (!text) {
    return '';
  }
  const words = foreignText(text);
  return words.length > LONGEST_WORDS
    ? `: ${words.slice(0, LONGEST_WORDS)}…`
    : `: ${words.replace(/\.$/, '')}`;
}

function originOf(location: string | undefined): string {
  return location && URL.canParse(location)
    ? new URL(location).origin
    : 'another page';
}
