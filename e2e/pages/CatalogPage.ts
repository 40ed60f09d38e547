import type { Page } from '@playwright/test';

export class CatalogPage {
  constructor(private readonly page: Page) {}

  heading() {
    return this.page.getByRole('heading', { level: 1 });
  }

  entity(name: string) {
    return this.page.getByRole('link', { name, exact: true });
  }
}
