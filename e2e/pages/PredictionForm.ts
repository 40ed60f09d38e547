import type { Locator, Page } from '@playwright/test';

/** The part of a model's page where a prediction is sent by hand. */
export class PredictionForm {
  constructor(private readonly page: Page) {}

  tab(): Locator {
    return this.page.getByRole('tab', { name: 'Test prediction' });
  }

  region(): Locator {
    return this.page.getByRole('region', { name: 'Test prediction' });
  }

  body(): Locator {
    return this.region().getByRole('textbox', { name: 'Body' });
  }

  async write(text: string) {
    await this.body().fill(text);
  }

  async sendByKeys() {
    await this.body().press('Control+Enter');
  }

  async send() {
    await this.region()
      .getByRole('button', { name: 'Send', exact: true })
      .click();
  }

  table(name: string): Locator {
    return this.region().getByRole('table', { name });
  }
}
