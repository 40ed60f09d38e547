/** What an HTTP status says of a prediction, as the last part of its text's name. */
export type StatusWords =
  | 'ok'
  | 'elsewhere'
  | 'refused'
  | 'locked'
  | 'missing'
  | 'large'
  | 'busy'
  | 'late'
  | 'notReady'
  | 'fault';

const SPECIAL: Partial<Record<number, StatusWords>> = {
  401: 'locked',
  403: 'locked',
  404: 'missing',
  405: 'missing',
  408: 'late',
  413: 'large',
  429: 'busy',
  502: 'notReady',
  503: 'notReady',
  504: 'late',
};

export function statusWords(status: number): StatusWords {
  const special = SPECIAL[status];
  if (special) {
    return special;
  }
  if (status >= 500) {
    return 'fault';
  }
  if (status >= 400) {
    return 'refused';
  }
  return status >= 300 ? 'elsewhere' : 'ok';
}
