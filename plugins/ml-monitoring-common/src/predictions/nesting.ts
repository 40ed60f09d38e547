/** JSON that is nested deeper than any payload is; what walks through it may run out of stack. */
const MAXIMUM_DEPTH = 100;

/** Whether JSON has more levels than can be shown or sent on. @public */
export function isNestedTooDeeply(json: string): boolean {
  let depth = 0;
  // Strings are consumed whole, so that brackets in them do not count.
  for (const [token] of json.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{}]/g)) {
    if (token === '[' || token === '{') {
      depth += 1;
      if (depth > MAXIMUM_DEPTH) {
        return true;
      }
    } else if (token === ']' || token === '}') {
      depth -= 1;
    }
  }
  return false;
}
