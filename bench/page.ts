import { gzipSync } from 'node:zlib';
import { chromium, type Browser, type Page } from '@playwright/test';
import type {
  MetricsAnswer,
  Panel,
} from 'backstage-plugin-ml-monitoring-common';
import type { Ratios } from './figures';
import type { NamedQueries } from './namedQueries';
import type { Stack } from './stack';
import { median, medianRatio, pause } from './statistics';

/** One that has metrics of its own, so that its tab opens with more than six charts. */
const MODEL = 'seldon-model';
const ROUNDS = 9;
const CHARTS = 6;
/** Longer than the backend keeps an answer. */
const BETWEEN_LOOKS_MS = 6_000;
const PAINTED_WITHIN_MS = 30_000;
/** Without a script for so long, all of a page are there. */
const QUIET_MS = 1_500;

/** Where a tab has six charts, and what one looks like once it is drawn. */
const tabs = {
  ours: {
    address: 'monitoring?section=metrics',
    drawn: 'canvas[data-strokes]',
  },
  theirs: {
    address: 'prometheus',
    drawn: 'path.recharts-line-curve[d*="L"]',
  },
} as const;

/** From the click on a tab until six charts are painted, ours beside Roadie's, of the same data in the same portal. */
export async function benchPage(
  { api, portalUrl }: Stack,
  namedQueries: NamedQueries,
): Promise<Ratios> {
  const answer = await api.getModelMetrics({
    cluster: 'local',
    namespace: 'ml-mon',
    name: MODEL,
  });
  firstCharts(answer).forEach((panel, index) =>
    namedQueries.set(`chart:${index}`, asOneQuery(panel)),
  );
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_BINARY,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run'],
  });
  try {
    const looks: { ours: Look; theirs: Look }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      await pause(BETWEEN_LOOKS_MS);
      const ours = await look(browser, portalUrl, 'ours');
      const theirs = await look(browser, portalUrl, 'theirs');
      looks.push({ ours, theirs });
    }
    return {
      pageToRoadie: medianRatio(
        looks.map(({ ours, theirs }) => ({
          ours: ours.milliseconds,
          theirs: theirs.milliseconds,
        })),
      ),
      pageKilobytes: median(looks.map(({ ours }) => ours.bytes)) / 1000,
      pageKilobytesRoadie:
        median(looks.map(({ theirs }) => theirs.bytes)) / 1000,
    };
  } finally {
    await browser.close();
  }
}

interface Look {
  milliseconds: number;
  bytes: number;
}

/** Each look is that of somebody who has the portal open and never opened the tab. */
async function look(
  browser: Browser,
  portalUrl: string,
  tab: keyof typeof tabs,
): Promise<Look> {
  const { address, drawn } = tabs[tab];
  const context = await browser.newContext({
    viewport: { width: 1400, height: 2400 },
  });
  try {
    const page = await context.newPage();
    // The compiler of these files wraps functions into it.
    await page.addInitScript('globalThis.__name = each => each');
    await page.addInitScript(countStrokes);
    const entity = `/catalog/default/component/${MODEL}`;
    await page.goto(portalUrl + entity);
    await page.getByRole('button', { name: /^Enter as Ada$/i }).click();
    await page.locator(`a[href$="${entity}/prometheus"]`).first().waitFor();
    const scripts = collectScripts(page);
    await scripts.untilQuiet();
    scripts.forget();
    const milliseconds = await page.evaluate(timeUntilDrawn, {
      path: `${entity}/${address}`,
      drawn,
      charts: CHARTS,
      withinMs: PAINTED_WITHIN_MS,
    });
    await scripts.untilQuiet();
    return { milliseconds, bytes: await scripts.bytes() };
  } finally {
    await context.close();
  }
}

/** Runs in the page: a canvas that lines were drawn on says so. */
function countStrokes() {
  const stroke = CanvasRenderingContext2D.prototype.stroke;
  CanvasRenderingContext2D.prototype.stroke = function counted(
    this: CanvasRenderingContext2D,
    ...args: [] | [Path2D]
  ) {
    // Lines of charts are paths; axes and grids are drawn on the context itself.
    if (args.length) {
      this.canvas.dataset.strokes = 'some';
    }
    return (stroke as (...all: unknown[]) => void).apply(this, args);
  } as typeof stroke;
}

/** Runs in the page: goes where a click on a link would, and answers when so many charts are on the screen. */
function timeUntilDrawn(options: {
  path: string;
  drawn: string;
  charts: number;
  withinMs: number;
}): Promise<number> {
  const { path, drawn, charts, withinMs } = options;
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const check = () => {
      const elapsed = performance.now() - startedAt;
      if (document.querySelectorAll(drawn).length >= charts) {
        // What is drawn now is painted before the next frame.
        requestAnimationFrame(() => resolve(performance.now() - startedAt));
      } else if (elapsed > withinMs) {
        reject(
          new Error(
            `${document.querySelectorAll(drawn).length} of ${charts} charts were drawn within ${withinMs} ms`,
          ),
        );
      } else {
        requestAnimationFrame(check);
      }
    };
    window.history.pushState({}, '', path);
    window.dispatchEvent(new PopStateEvent('popstate'));
    check();
  });
}

/** Scripts and styles that are loaded, by their gzipped bytes. */
function collectScripts(page: Page) {
  let sizes: Promise<number>[] = [];
  page.on('response', response => {
    if (/\.(js|css)$/.test(new URL(response.url()).pathname)) {
      sizes.push(
        response.body().then(
          body => gzipSync(body).length,
          () => 0,
        ),
      );
    }
  });
  return {
    untilQuiet: async () => {
      for (let before = -1; before !== sizes.length;) {
        before = sizes.length;
        await pause(QUIET_MS);
      }
    },
    forget: () => {
      sizes = [];
    },
    bytes: async () =>
      (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0),
  };
}

function firstCharts({ panels, ref }: MetricsAnswer): Panel[] {
  const drawn = panels.filter(({ status }) => status === 'ok');
  if (drawn.length < CHARTS) {
    throw new Error(`${ref.name} has ${drawn.length} charts of ${CHARTS}`);
  }
  return drawn.slice(0, CHARTS);
}

/** The lines of a panel as one answer, told apart by one label, which is all that the other plugin can draw. */
function asOneQuery({ queries, series }: Panel): string {
  const labels = Object.keys(series[0].labels);
  const sources = labels.map(label => `, "${label}"`).join('');
  return queries
    .map(
      (query, index) =>
        `label_replace(label_join(${query}, "line", " "${sources}), "line", "${index} $1", "line", "(.*)")`,
    )
    .join(' or ');
}
