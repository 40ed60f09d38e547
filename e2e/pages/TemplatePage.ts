import { expect, type Page } from '@playwright/test';

/** The form of a software template. */
export class TemplatePage {
  constructor(private readonly page: Page) {}

  async fill(label: string, text: string) {
    await this.page.getByLabel(new RegExp(`^${label}\\b`)).fill(text);
  }

  /** From a list that opens below the field. */
  async choose(label: string, option: string) {
    await this.page.getByLabel(new RegExp(`^${label}\\b`)).click();
    await this.page
      .getByRole('option', { name: new RegExp(`^${option}\\b`) })
      .click();
  }

  /** From suggestions that follow what is typed. */
  async pick(label: string, text: string) {
    await this.fill(label, text);
    await this.page
      .getByRole('option', { name: new RegExp(text, 'i') })
      .first()
      .click();
  }

  async radio(label: string) {
    await this.page.getByRole('radio', { name: label }).check();
  }

  /**
   * Turns the page. A page that has just been drawn may redraw its button
   * between press and release, which swallows the click.
   */
  async next() {
    const before = await this.titlesBehind().count();
    await expect(async () => {
      if ((await this.titlesBehind().count()) === before) {
        // A handle is the button of this very page, never of the page after it.
        const button = await this.nextButton().elementHandle();
        if ((await this.titlesBehind().count()) === before) {
          await button?.click({ timeout: 5_000 });
        }
      }
      await expect(this.titlesBehind()).toHaveCount(before + 1, {
        timeout: 3_000,
      });
    }).toPass({ timeout: 30_000 });
  }

  /** Presses Next where the form is expected to refuse. */
  async tryNext() {
    await this.nextButton().click();
  }

  private nextButton() {
    return this.page.getByRole('button', { name: /^(Next|Review)$/ });
  }

  /** Only the titles of pages one can go back to have the pointer of a link. */
  private titlesBehind() {
    return this.page.locator('[aria-label^="Step "][style*="pointer"]');
  }

  async create() {
    await this.page.getByRole('button', { name: 'Create' }).click();
  }
}
