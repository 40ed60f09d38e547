const MOST_CHARACTERS = 4_096;
const MOST_LINES = 80;
const MOST_LOG_CHARACTERS = 2_048;

/** What the kubelet keeps of a process that ended: what it wrote for that, else the end of its log where the pod asks for it. */
export function terminationMessage(
  { terminationMessagePolicy }: { terminationMessagePolicy?: string },
  {
    code,
    written,
    lines,
  }: { code: number; written: string; lines: readonly string[] },
): string {
  if (written) {
    return written.slice(0, MOST_CHARACTERS);
  }
  return terminationMessagePolicy === 'FallbackToLogsOnError' && code !== 0
    ? lines
        .slice(-MOST_LINES)
        // Without the time in front.
        .map(line => `${line.slice(line.indexOf(' ') + 1)}\n`)
        .join('')
        .slice(-MOST_LOG_CHARACTERS)
    : '';
}
