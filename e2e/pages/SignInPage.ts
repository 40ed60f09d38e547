import type { Page } from '@playwright/test';

export type Persona = 'ada' | 'bob' | 'carol' | 'dave';

export class SignInPage {
  constructor(private readonly page: Page) {}

  async enter(persona: Persona, path: string) {
    await this.page.goto(path);
    await this.page
      .getByRole('button', { name: new RegExp(`^Enter as ${persona}$`, 'i') })
      .click();
    await this.page.getByRole('link', { name: 'Settings' }).first().waitFor();
  }
}
