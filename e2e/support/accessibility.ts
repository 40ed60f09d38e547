import type { Locator } from '@playwright/test';
import axe, { type AxeResults } from 'axe-core';

/** What a person would be kept out by, below this element, one line for each. */
export async function seriousViolations(region: Locator): Promise<string[]> {
  await region.page().evaluate(axe.source);
  const { violations }: AxeResults = await region.evaluate(element =>
    (globalThis as unknown as { axe: typeof axe }).axe.run(element, {
      resultTypes: ['violations'],
    }),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) =>
        [id, html, failureSummary].join('\n'),
      ),
    );
}
