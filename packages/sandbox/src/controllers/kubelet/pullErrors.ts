import type { ImageRegistry } from './kubeletContext';

/** `seldonio/a:1` is `docker.io/seldonio/a:1`, `nginx` is `docker.io/library/nginx:latest`. */
export function fullReference(image: string): string {
  const [first, ...rest] = image.split('/');
  const hasRegistry = rest.length > 0 && /[.:]|^localhost$/.test(first);
  const path = hasRegistry
    ? image
    : `docker.io/${rest.length > 0 ? image : `library/${image}`}`;
  return /(:[^/]+|@.+)$/.test(path.slice(path.lastIndexOf('/')))
    ? path
    : `${path}:latest`;
}

/** Why a name is none of an image, in the kubelet's words. */
export function imageNameProblem(image: string): string | undefined {
  const [registry, ...path] = fullReference(image).split('/');
  const repository = path.join('/').replace(/(@.*|:[^/]*)$/, '');
  const refuse = (why: string) =>
    `couldn't parse image reference "${image}": invalid reference format${why}`;
  if (repository !== repository.toLowerCase()) {
    return refuse(`: repository name (${repository}) must be lowercase`);
  }
  return /^[\w.:-]+$/.test(registry) &&
    /^[a-z0-9]+([._/-]+[a-z0-9]+)*$/.test(repository)
    ? undefined
    : refuse('');
}

/** Why containerd could not pull an image that it does not have. */
export function pullProblem(image: string, registry: ImageRegistry): string {
  const reference = fullReference(image);
  const failed = `failed to pull and unpack image "${reference}": failed to resolve reference "${reference}"`;
  if (!registry.wantsCredentials?.(image)) {
    return `rpc error: code = NotFound desc = ${failed}: ${reference}: not found`;
  }
  const [host] = reference.split('/');
  const repository = reference
    .slice(host.length + 1)
    .replace(/(@.*|:[^/]*)$/, '');
  const scope = encodeURIComponent(`repository:${repository}:pull`);
  return `rpc error: code = Unknown desc = ${failed}: failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://${host}/token?scope=${scope}&service=${host}: 401 Unauthorized`;
}
