import type { Locator, Page } from '@playwright/test';

/** A column of the table behind a chart, by series name. Absent values were not measured. */
export type ChartSummary = Record<
  string,
  Partial<Record<'Latest' | 'Minimum' | 'Maximum' | 'Mean', number>>
>;

/** What the portal shows of a model: its card on an entity's overview, its tab, and its page. */
export class ModelPage {
  constructor(private readonly page: Page) {}

  static path(entity: string, tab = '') {
    return `/catalog/default/component/${entity}${tab}`;
  }

  async openOverview(entity: string) {
    await this.page.goto(ModelPage.path(entity));
  }

  async openMonitoring(entity: string, query = 'range=15m&refresh=10s') {
    await this.page.goto(ModelPage.path(entity, `/monitoring?${query}`));
  }

  /** The page of a model that the catalog need not know. */
  async openModel(name: string, query = 'range=15m&refresh=10s') {
    await this.page.goto(`/ml-monitoring/models/local/ml-mon/${name}?${query}`);
  }

  /** The card on the overview. */
  card(): Locator {
    return this.page
      .getByRole('article')
      .or(this.page.locator('[class*="InfoCard"], [class*="MuiCard-root"]'))
      .filter({
        has: this.page.getByText('Model health', { exact: true }),
      })
      .last();
  }

  /** The verdict on the tab. */
  verdict(): Locator {
    return this.page.getByRole('region', { name: 'Verdict' });
  }

  /** One of the parts below the charts. */
  section(name: string): Locator {
    return this.page.getByRole('tabpanel', { name });
  }

  chart(title: string): Locator {
    return this.page.getByRole('region', { name: title, exact: true });
  }

  /** The numbers behind a chart, as a reader of its table sees them. */
  async numbers(title: string): Promise<ChartSummary> {
    const chart = this.chart(title);
    const toTable = chart.getByRole('button', {
      name: `Show ${title} as a table`,
    });
    const table = chart.getByRole('table');
    await toTable.or(table).waitFor();
    if (await toTable.isVisible()) {
      await toTable.click();
    }
    await table.waitFor();
    return table.evaluate(element => {
      const rows = [...(element as HTMLTableElement).rows];
      const names = [...rows[0].cells].slice(1).map(cell => cell.innerText);
      const summary: Record<string, Record<string, number>> = {};
      for (const name of names) {
        summary[name] = {};
      }
      for (const row of rows.slice(1, 5)) {
        const [head, ...cells] = [...row.cells];
        cells.forEach((cell, index) => {
          const value = cell.querySelector('data')?.value;
          if (value !== undefined) {
            summary[names[index]][head.innerText] = Number(value);
          }
        });
      }
      return summary;
    });
  }
}
