import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';

/** A column of the table behind a chart, by series name. Absent values were not measured. */
export type ChartSummary = Record<
  string,
  Partial<Record<'Latest' | 'Minimum' | 'Maximum' | 'Mean', number>>
>;

/** What a chart is drawn from. Values are as exact as they came; empty ones were not measured. */
export interface ChartRows {
  series: string[];
  rows: { at: string; values: string[] }[];
}

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
  async openModel(
    name: string,
    query = 'range=15m&refresh=10s',
    namespace = 'ml-mon',
  ) {
    await this.page.goto(
      `/ml-monitoring/models/local/${namespace}/${name}?${query}`,
    );
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

  /** The minutes that the address names. */
  addressedRange(): { fromMs: number; toMs: number } {
    const { searchParams } = new URL(this.page.url());
    const [fromMs, toMs] = ['from', 'to'].map(name =>
      Date.parse(searchParams.get(name) ?? ''),
    );
    return { fromMs, toMs };
  }

  async chooseRange(range: string) {
    await this.page.getByRole('button', { name: /^Time range/ }).click();
    await this.page.getByRole('option', { name: range, exact: true }).click();
  }

  async chooseCustomRange(from: string, to: string) {
    await this.chooseRange('Custom…');
    await this.page.getByLabel('From').fill(from);
    await this.page.getByLabel('To', { exact: true }).fill(to);
    await this.page.getByRole('button', { name: 'Apply' }).click();
  }

  /** Draws over a chart with the mouse, from one part of its width to another. */
  async drag(title: string, fromShare: number, toShare: number) {
    const plot = this.chart(title).locator('.u-over');
    await plot.scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await plot.boundingBox())!;
    const middle = y + height / 2;
    await this.page.mouse.move(x + fromShare * width, middle);
    await this.page.mouse.down();
    await this.page.mouse.move(x + toShare * width, middle, { steps: 5 });
    await this.page.mouse.up();
  }

  /** The address that is to be handed on. */
  async copyLink(): Promise<string> {
    await this.page
      .getByRole('button', { name: 'Copy link', exact: true })
      .click();
    const link = this.page.getByRole('textbox', { name: 'Link' });
    const url = await link.inputValue();
    await this.page.keyboard.press('Escape');
    await expect(link).toBeHidden();
    return url;
  }

  /** The file that a chart hands out. */
  async downloadCsv(title: string): Promise<{ name: string; text: string }> {
    await this.page.getByRole('button', { name: `More on ${title}` }).click();
    const started = this.page.waitForEvent('download');
    await this.page.getByRole('menuitem', { name: 'Download as CSV' }).click();
    const download = await started;
    const file = await readFile(await download.path(), 'utf8');
    return { name: download.suggestedFilename(), text: file };
  }

  /** Every instant behind a chart, the newest first. */
  async table(title: string): Promise<ChartRows> {
    const table = await this.openTable(title);
    return table.evaluate(element => {
      const rows = [...(element as HTMLTableElement).rows];
      return {
        series: [...rows[0].cells].slice(1).map(cell => cell.innerText),
        rows: rows.flatMap(row => {
          const time = row.querySelector('time');
          return time
            ? {
                at: time.dateTime,
                values: [...row.cells]
                  .slice(1)
                  .map(cell => cell.querySelector('data')?.value ?? ''),
              }
            : [];
        }),
      };
    });
  }

  private async openTable(title: string): Promise<Locator> {
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
    return table;
  }

  /** The numbers behind a chart, as a reader of its table sees them. */
  async numbers(title: string): Promise<ChartSummary> {
    const table = await this.openTable(title);
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
