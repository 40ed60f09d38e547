import type { Locator, Page } from '@playwright/test';
import { seriousViolations } from './accessibility';

const WIDTHS = [1400, 800];
const SCHEMES = ['light', 'dark'] as const;

const STILL = '*, *::before, *::after { transition: none !important }';
const LOOKS = 3;

/** A page takes a moment to change all its colours; what is still wrong then is wrong. */
async function lastingViolations(region: Locator): Promise<string[]> {
  let found = await seriousViolations(region);
  for (let look = 1; found.length > 0 && look < LOOKS; look++) {
    found = await seriousViolations(region);
  }
  return found;
}

/** What keeps a person out of a region, or makes the page scroll sideways, at every width and in every theme. */
export async function barriers(page: Page, region: Locator): Promise<string[]> {
  const found: string[] = [];
  await page.addStyleTag({ content: STILL });
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.locator(`[data-theme-mode="${colorScheme}"]`).waitFor();
      const sideways = await page.evaluate(
        () => document.documentElement.scrollWidth > window.innerWidth,
      );
      found.push(
        ...[
          ...(sideways ? ['The page scrolls sideways'] : []),
          ...(await lastingViolations(region)),
        ].map(barrier => `${width} px, ${colorScheme}: ${barrier}`),
      );
    }
  }
  return found;
}
