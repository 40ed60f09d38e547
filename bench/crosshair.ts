import {
  chromium,
  type Browser,
  type CDPSession,
  type Page,
} from '@playwright/test';
import type {
  MetricsAnswer,
  Panel,
} from 'backstage-plugin-ml-monitoring-common';
import type { Ratios } from './figures';
import type { Stack } from './stack';
import { median, percentile } from './statistics';

const MODEL = 'rest-seldon';
const CHARTS = 10;
const SERIES = 5;
const INSTANTS = 1_000;
const STEP_SECONDS = 20;
const MOVES = 200;
const WARM_UP = 20;
const LATE_MS = 25;

/** The mouse over one of ten charts with 50 000 points in all, whose crosshairs and legends all follow. */
export async function benchCrosshair({
  api,
  portalUrl,
}: Stack): Promise<Ratios> {
  const answer = await api.getModelMetrics({
    cluster: 'local',
    namespace: 'ml-mon',
    name: MODEL,
  });
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_BINARY,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run'],
  });
  try {
    const page = await openCharts(browser, portalUrl, manyPoints(answer));
    const plots = page.locator('.u-over');
    const box = await plots.first().boundingBox();
    if (!box || (await plots.count()) < CHARTS) {
      throw new Error(`There are ${await plots.count()} of ${CHARTS} charts`);
    }
    const path = Array.from({ length: WARM_UP + MOVES }, (_, index) => ({
      x: box.x + (box.width * (index % 100)) / 100,
      y: box.y + box.height / 2 + (index % 7),
    }));
    const frames = await workPerFrame(page, path);
    return {
      crosshairFrameMs: median(frames),
      crosshairFrameMsP95: percentile(frames, 0.95),
      crosshairLateFrames: await lateFrames(page, path),
    };
  } finally {
    await browser.close();
  }
}

async function openCharts(
  browser: Browser,
  portalUrl: string,
  answer: MetricsAnswer,
): Promise<Page> {
  const page = await browser.newPage({
    viewport: { width: 1400, height: 2400 },
  });
  // The compiler of these files wraps functions into it.
  await page.addInitScript('globalThis.__name = each => each');
  await page.route(/\/api\/ml-monitoring\/v1\/.*\/metrics\b/, route =>
    route.fulfill({ json: answer }),
  );
  await page.goto(
    `${portalUrl}/ml-monitoring/models/local/ml-mon/${MODEL}?range=6h&refresh=off`,
  );
  await page.getByRole('button', { name: /^Enter as Ada$/i }).click();
  await page
    .locator('.u-over')
    .nth(CHARTS - 1)
    .waitFor();
  await page.waitForLoadState('networkidle');
  return page;
}

/** How long the page works for each frame in which the mouse moves: events, scripts, styles, layout, painting. */
async function workPerFrame(
  page: Page,
  path: readonly { x: number; y: number }[],
): Promise<number[]> {
  const session = await page.context().newCDPSession(page);
  // The processor's time, so that a busy machine is not taken for a busy page.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const frames: number[] = [];
  let before = await workedMs(session);
  for (const { x, y } of path) {
    // It is done once the event was handled, at the beginning of a frame. What is asked next is answered after that frame.
    await page.mouse.move(x, y);
    const after = await workedMs(session);
    frames.push(after - before);
    before = after;
  }
  await session.detach();
  return frames.slice(WARM_UP);
}

async function workedMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  const { value } = metrics.find(({ name }) => name === 'TaskDuration')!;
  return value * 1000;
}

/** The share of frames that came late while the mouse moved as fast as it can. */
async function lateFrames(
  page: Page,
  path: readonly { x: number; y: number }[],
): Promise<number> {
  const watched = page.evaluate(frameTimes, path.length * 16);
  for (const { x, y } of path) {
    await page.mouse.move(x, y);
  }
  const times = await watched;
  const lengths = times.slice(1).map((time, index) => time - times[index]);
  return lengths.filter(ms => ms > LATE_MS).length / lengths.length;
}

/** Runs in the page: when each frame began, for so long. */
function frameTimes(durationMs: number): Promise<number[]> {
  return new Promise(resolve => {
    const times: number[] = [];
    requestAnimationFrame(function next(time) {
      times.push(time);
      if (time - times[0] < durationMs) {
        requestAnimationFrame(next);
      } else {
        resolve(times);
      }
    });
  });
}

/** As large an answer as the page is to bear, with gaps. */
function manyPoints(answer: MetricsAnswer): MetricsAnswer {
  const endSeconds =
    Math.floor(answer.range.endSeconds / STEP_SECONDS) * STEP_SECONDS;
  const series = Array.from({ length: SERIES }, (_, which) => ({
    id: `predictor-${which}`,
    name: `predictor-${which}`,
    labels: { predictor_name: `predictor-${which}` },
    values: Array.from({ length: INSTANTS }, (__, at) =>
      (at + which * 31) % 97 < 5
        ? null
        : 10 + which + Math.sin(at / 30 + which) + Math.sin(at * 1.7),
    ),
  }));
  return {
    ...answer,
    range: {
      startSeconds: endSeconds - (INSTANTS - 1) * STEP_SECONDS,
      endSeconds,
      stepSeconds: STEP_SECONDS,
    },
    panels: Array.from({ length: CHARTS }, (_, index): Panel => ({
      id: `panel-${index}`,
      title: `Chart ${index}`,
      group: 'traffic',
      unit: 'requests/s',
      status: 'ok',
      series,
      queries: [],
    })),
  };
}
