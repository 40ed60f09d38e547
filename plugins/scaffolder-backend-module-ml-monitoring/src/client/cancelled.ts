/** A cancelled task has two seconds to end; this leaves room for what came before. */
const LOOK_TIMEOUT_MS = 1_500;

/** The error of a step that was cancelled, which says what it leaves behind. */
export function cancelledError(attempt: string, leaves: string): Error {
  return Object.assign(new Error(`${attempt} was cancelled. ${leaves}`), {
    name: 'AbortError',
  });
}

/** Takes one quick look at what a cancelled step leaves behind. Nobody waits for a look that fails. */
export async function lookAfterCancel(
  look: (signal: AbortSignal) => Promise<string>,
): Promise<string> {
  try {
    return await look(AbortSignal.timeout(LOOK_TIMEOUT_MS));
  } catch {
    return 'What it leaves behind could not be found out in time: look at the page of the model';
  }
}
