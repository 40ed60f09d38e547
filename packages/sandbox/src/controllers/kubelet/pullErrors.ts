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

/** What containerd answers when the registry does not know the image. */
export function imageNotFound(image: string): string {
  const reference = fullReference(image);
  return `rpc error: code = NotFound desc = failed to pull and unpack image "${reference}": failed to resolve reference "${reference}": ${reference}: not found`;
}
