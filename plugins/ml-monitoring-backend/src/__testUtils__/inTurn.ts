/** For tests that need something for themselves, run one after the other, whatever becomes of them, beside all others. */
export function inTurn(
  tests: Record<string, () => Promise<void>>,
): Record<string, () => Promise<void>> {
  let before: Promise<unknown> = Promise.resolve();
  return Object.fromEntries(
    Object.entries(tests).map(([name, test]) => [
      name,
      () => {
        const own = before.then(test);
        before = own.catch(() => undefined);
        return own;
      },
    ]),
  );
}
