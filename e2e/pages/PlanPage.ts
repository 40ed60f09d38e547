import type { Locator, Page } from '@playwright/test';

/** The page of a form that shows what a run would change. */
export class PlanPage {
  constructor(private readonly page: Page) {}

  region(): Locator {
    return this.page.getByRole('region', {
      name: 'What would change in the cluster',
    });
  }

  /** Waits until the plan is there. */
  async shown() {
    await this.region().getByRole('button', { name: 'Refresh' }).waitFor();
  }

  /** One object of the plan, such as `SeldonDeployment fraud`. */
  object(kind: string, name: string): Locator {
    return this.region()
      .getByRole('listitem')
      .filter({ hasText: `${kind} ${name}` });
  }

  /** The fields of an object that would change. */
  changes(kind: string, name: string): Locator {
    return this.region().getByRole('table', {
      name: `Fields of ${kind} ${name} that would change`,
    });
  }

  async showYaml(kind: string, name: string): Promise<Locator> {
    await this.region()
      .getByRole('button', { name: `Show the YAML of ${kind} ${name}` })
      .click();
    return this.region().getByRole('region', {
      name: `YAML of ${kind} ${name}`,
    });
  }
}
