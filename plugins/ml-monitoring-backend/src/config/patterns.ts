/**
 * Matches a text against a pattern in which `*` stands for anything. The whole text must match. It takes time in proportion to
 * the text, however many `*` there are and whoever wrote it.
 */
export function matchesPattern(
  text: string,
  pattern: string,
  options: { acrossSlashes: boolean } = { acrossSlashes: true },
): boolean {
  if (options.acrossSlashes) {
    return matchesLiterals(text, pattern.split(/\*+/));
  }
  const parts = text.split('/');
  const wanted = pattern.split('/');
  return (
    parts.length === wanted.length &&
    parts.every((part, index) =>
      matchesLiterals(part, wanted[index].split(/\*+/)),
    )
  );
}

/** Whether a text is these literals in their order, with anything between two of them. */
function matchesLiterals(text: string, literals: string[]): boolean {
  const [first, ...others] = literals;
  const last = others.pop();
  if (last === undefined) {
    return text === first;
  }
  if (!text.startsWith(first)) {
    return false;
  }
  let from = first.length;
  for (const literal of others) {
    // The leftmost place leaves the most to the literals after it.
    const at = text.indexOf(literal, from);
    if (at < 0) {
      return false;
    }
    from = at + literal.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}

/** Whether any text matches both patterns. */
export function patternsMeet(left: string, right: string): boolean {
  // Which ends of `right` the pattern `left` can have been read up to.
  let reached = closure(right, new Set([0]));
  for (const letter of left) {
    const next = new Set<number>();
    for (const at of reached) {
      if (letter === '*') {
        for (let end = at; end <= right.length; end += 1) {
          next.add(end);
        }
      } else if (right[at] === '*') {
        next.add(at);
      } else if (right[at] === letter) {
        next.add(at + 1);
      }
    }
    reached = closure(right, next);
  }
  return reached.has(right.length);
}

/** `*` may stand for nothing. */
function closure(pattern: string, places: Set<number>): Set<number> {
  for (const at of places) {
    if (pattern[at] === '*') {
      places.add(at + 1);
    }
  }
  return places;
}

/** As long as a request may give one. Patches know no such bound. */
const MAX_URI_LENGTH = 2048;

/** A model URI matches by its scheme, host and path, however they are written, and offers no way back out of the path. */
export function modelUriMatches(uri: string, pattern: string): boolean {
  const climbs = /(^|[/\\:])\.\.?([/\\?#]|$)|%2e|%2f|%5c|%25|\\/i.test(uri);
  // What the storage's client makes of `//`, white space and what is not seen nobody knows.
  const odd = /[^:]\/\/|[\s\p{Cc}\p{Cf}]/u.test(uri);
  if (uri.length > MAX_URI_LENGTH || climbs || odd) {
    return false;
  }
  const [got, wanted] = [splitUri(uri), splitUri(pattern)];
  if (wanted.scheme === '') {
    return matchesPattern(uri, pattern);
  }
  const endsOpen = wanted.rest === '' && wanted.authority.endsWith('*');
  return (
    got.scheme === wanted.scheme &&
    // `*` in a host is no way to another host: https://evil.io/.example.com is not in *.example.com.
    matchesPattern(got.authority, wanted.authority, { acrossSlashes: false }) &&
    (endsOpen || matchesPattern(got.rest, wanted.rest))
  );
}

/** A scheme means the same in capitals, and so does a host; the rest does not. Without a scheme all is rest. */
function splitUri(uri: string): {
  scheme: string;
  authority: string;
  rest: string;
} {
  const parts = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/is.exec(uri);
  if (!parts) {
    return { scheme: '', authority: '', rest: uri };
  }
  const scheme = parts[1].toLowerCase();
  const isHost = /^https?$/.test(scheme);
  return {
    scheme,
    authority: isHost ? parts[2].toLowerCase() : parts[2],
    rest: parts[3],
  };
}

interface ImageReference {
  registry: string;
  repository: string;
  tag?: string;
  digest?: string;
}

const REPOSITORY =
  /^[a-z0-9]+([._-]+[a-z0-9]+)*(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const DIGEST = /^[a-z0-9]+([+._-][a-z0-9]+)*:[0-9a-fA-F]{32,}$/;
const REGISTRY = /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]+)?$/;

/**
 * Whether an image is one that a pattern such as `seldonio/*` means. Both are
 * first written out in full, so that `evil.io/seldonio/x` is not `seldonio/x`.
 * A pattern without a tag means every tag and digest.
 */
export function imageMatches(image: string, pattern: string): boolean {
  const reference = splitReference(image);
  if (
    !REGISTRY.test(reference.registry) ||
    !REPOSITORY.test(reference.repository) ||
    (reference.tag !== undefined && !TAG.test(reference.tag)) ||
    (reference.digest !== undefined && !DIGEST.test(reference.digest))
  ) {
    return false;
  }
  if (pattern === '*') {
    return true;
  }
  const wanted = splitReference(pattern);
  return (
    matchesPattern(reference.registry, wanted.registry, {
      acrossSlashes: false,
    }) &&
    matchesPattern(reference.repository, wanted.repository) &&
    (wanted.tag === undefined ||
      // A digest decides what runs, whatever the tag beside it says.
      (!reference.digest &&
        matchesPattern(reference.tag ?? 'latest', wanted.tag))) &&
    (wanted.digest === undefined || reference.digest === wanted.digest)
  );
}

function splitReference(text: string): ImageReference {
  const [beforeDigest, ...digest] = text.split('@');
  const lastSlash = beforeDigest.lastIndexOf('/');
  const colon = beforeDigest.indexOf(':', lastSlash + 1);
  const path = colon < 0 ? beforeDigest : beforeDigest.slice(0, colon);
  const slash = path.indexOf('/');
  const first = slash < 0 ? '' : path.slice(0, slash);
  // What comes before the first slash is a registry only if it looks like a host.
  const named = /[.:]|^localhost$|^\*$/.test(first);
  const registry = named ? first.toLowerCase() : 'docker.io';
  const repository = named ? path.slice(slash + 1) : path;
  const onHub = ['docker.io', 'index.docker.io'].includes(registry);
  return {
    registry: onHub ? 'docker.io' : registry,
    repository:
      onHub && !repository.includes('/') ? `library/${repository}` : repository,
    tag: colon < 0 ? undefined : beforeDigest.slice(colon + 1),
    digest: digest.length ? digest.join('@') : undefined,
  };
}
