/** The address if a browser may follow it, for links that come from annotations and clusters. */
export function safeUrl(text: string | undefined): string | undefined {
  if (!text) {
    return undefined;
  }
  try {
    return ['http:', 'https:'].includes(new URL(text).protocol)
      ? text
      : undefined;
  } catch {
    return undefined;
  }
}
