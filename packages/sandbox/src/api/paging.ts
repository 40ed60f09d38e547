import type { KubeObject } from './Cluster';
import { badRequest, failure, StatusError } from './errors';
import type { ResourceDefinition } from './resources';
import type { Predicate } from './selectors';
import { storeKey, type Store } from './store';

export interface ListOptions {
  namespace?: string;
  matches: Predicate;
  /** Whether `matches` can leave anything out: then nobody counts what remains. */
  selective: boolean;
  limit?: number;
  continueToken?: string;
  resourceVersion?: string;
  exact?: boolean;
}

export interface Page {
  items: KubeObject[];
  version: number;
  continueToken?: string;
  remainingItemCount?: number;
}

interface Token {
  /** `undefined` when consistency was given up: go on with what is there now. */
  version?: number;
  after: string;
}

const expiredVersion = () =>
  failure(
    410,
    'Expired',
    'The resourceVersion for the provided list is too old.',
  );

const encode = (token: Token) =>
  Buffer.from(
    JSON.stringify({
      v: 'meta.k8s.io/v1',
      rv: token.version ?? -1,
      start: `${token.after}\u0000`,
    }),
  ).toString('base64url');

function decode(text: string): Token {
  try {
    const { v, rv, start } = JSON.parse(
      Buffer.from(text, 'base64url').toString(),
    );
    if (
      v === 'meta.k8s.io/v1' &&
      Number.isInteger(rv) &&
      start.endsWith('\0')
    ) {
      return {
        version: rv < 0 ? undefined : rv,
        after: start.slice(0, -1),
      };
    }
  } catch {
    // Falls through: whatever is wrong with it, the token is not ours.
  }
  throw badRequest('invalid continue token: continue key is not valid');
}

/** One page of a list; later pages show the same moment as the first. */
export function listPage(
  store: Store,
  of: ResourceDefinition,
  options: ListOptions,
): Page {
  const token = options.continueToken
    ? decode(options.continueToken)
    : undefined;
  if (token && options.resourceVersion && options.resourceVersion !== '0') {
    throw badRequest(
      'specifying resource version is not allowed when using continue',
    );
  }
  const version = versionToShow(store, token, options);
  const found = objectsAt(store, of, { version, token, options });
  const rest = found.filter(
    object =>
      (!token || storeKey(object.metadata) > token.after) &&
      options.matches(object),
  );
  const { limit } = options;
  if (!limit || rest.length <= limit) return { items: rest, version };
  const items = rest.slice(0, limit);
  return {
    items,
    version,
    continueToken: encode({
      version,
      after: storeKey(items[items.length - 1].metadata),
    }),
    ...(!options.selective && { remainingItemCount: rest.length - limit }),
  };
}

function versionToShow(
  store: Store,
  token: Token | undefined,
  { resourceVersion, exact }: ListOptions,
): number {
  if (token) return token.version ?? store.version;
  const asked = Number(resourceVersion || 0);
  if (!Number.isInteger(asked) || asked < 0) {
    throw badRequest(
      `invalid resource version: resourceVersion: Invalid value: "${resourceVersion}": strconv.ParseUint: parsing "${resourceVersion}": invalid syntax`,
    );
  }
  store.requireKnown(asked);
  return exact ? asked : store.version;
}

function objectsAt(
  store: Store,
  of: ResourceDefinition,
  {
    version,
    token,
    options,
  }: { version: number; token: Token | undefined; options: ListOptions },
): KubeObject[] {
  try {
    return store.listAt(of, options.namespace, version);
  } catch (error) {
    if (!(error instanceof StatusError) || error.status.code !== 410) {
      throw error;
    }
    throw token ? expiredToken(token) : expiredVersion();
  }
}

function expiredToken({ after }: Token): StatusError {
  const { status } = failure(
    410,
    'Expired',
    'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.',
  );
  return new StatusError({
    ...status,
    metadata: { continue: encode({ after }) },
  });
}
