const READ_WITHIN_MS = 10_000;

/** Hands a text to the browser as a file. */
export function download(fileName: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // A browser reads it some time after the click.
  setTimeout(() => URL.revokeObjectURL(url), READ_WITHIN_MS);
}
