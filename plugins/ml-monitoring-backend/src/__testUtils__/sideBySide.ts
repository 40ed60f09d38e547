/**
 * Tests that wait most of the time, run together before the first is reported; each still fails by its own name. Unlike
 * `it.concurrent` they never run between two tests, where jest lets nothing be imported.
 */
// eslint-disable-next-line jest/no-export -- it makes tests, as each.case does, and has none of its own
export function sideBySide(tests: Record<string, () => Promise<void>>): void {
  const outcomes = new Map<string, PromiseSettledResult<void>>();

  beforeAll(async () => {
    const names = Object.keys(tests);
    const settled = await Promise.allSettled(names.map(name => tests[name]()));
    names.forEach((name, index) => outcomes.set(name, settled[index]));
  });

  it.each(Object.keys(tests))('%s', name => {
    const outcome = outcomes.get(name);
    if (outcome?.status === 'rejected') {
      throw outcome.reason;
    }
    expect(outcome?.status).toBe('fulfilled');
  });
}
