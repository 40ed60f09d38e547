/** So many of the last minutes have to be bad for a number to be bad. */
const BAD_MINUTES = 2;
const BAD_OF_MINUTES = 3;
/** So many minutes in a row have to be good for it to be good again. */
const GOOD_MINUTES = 5;
/** What is longer ago has no say in whether it is bad, so that short and long histories say the same. @public */
export const JUDGED_MINUTES = 10;

/** Whether a number was bad at each minute. `undefined`: too little was measured there, which neither worsens nor heals. */
export type Minutes = readonly (boolean | undefined)[];

/**
 * Where the stretch of bad minutes began that lasts until the end. A single minute begins none, and a single good one ends
 * none, so that a number near its limit does not flap.
 */
export function badSince(minutes: Minutes): number | undefined {
  const judged = Math.max(0, minutes.length - JUDGED_MINUTES);
  const start = walk(minutes.slice(judged));
  return start === undefined ? undefined : (walk(minutes) ?? judged + start);
}

function walk(minutes: Minutes): number | undefined {
  let since: number | undefined;
  let goodInARow = 0;
  minutes.forEach((isBad, index) => {
    if (isBad) {
      goodInARow = 0;
      since ??= beginning(minutes, index);
    } else if (isBad === false && since !== undefined) {
      goodInARow += 1;
      if (goodInARow >= GOOD_MINUTES) {
        since = undefined;
      }
    }
  });
  return since;
}

function beginning(minutes: Minutes, index: number): number | undefined {
  const from = Math.max(0, index - BAD_OF_MINUTES + 1);
  const recent = minutes.slice(from, index + 1);
  return recent.filter(Boolean).length >= BAD_MINUTES
    ? from + recent.indexOf(true)
    : undefined;
}
