import type { Page } from '@playwright/test';

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

  async next() {
    await this.page.getByRole('button', { name: /^(Next|Review)$/ }).click();
  }

  async create() {
    await this.page.getByRole('button', { name: 'Create' }).click();
  }
}
