import { defineConfig } from '@playwright/test';
import { stack } from './support/stack';

/** Mostly wait for numbers to come in, which leaves room for others beside them. */
const MEASURING = ['**/measuredTruth.story.ts', '**/rollout.story.ts'];
/** Break what everybody shares, so they have the cluster to themselves, at the end. */
const DISTURBING = [
  '**/clusterReadiness.story.ts',
  '**/prometheusDown.story.ts',
];

export default defineConfig({
  testDir: 'stories',
  testMatch: '**/*.story.ts',
  outputDir: 'results/artifacts',
  reporter: [['list'], ['json', { outputFile: 'results/report.json' }]],
  // Stories share one cluster, as people do.
  workers: 2,
  projects: [
    { name: 'measuring', testMatch: MEASURING, workers: 1 },
    { name: 'walking', testIgnore: [...MEASURING, ...DISTURBING], workers: 1 },
    {
      name: 'disturbing',
      testMatch: DISTURBING,
      workers: 1,
      dependencies: ['measuring', 'walking'],
    },
  ],
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: {
    baseURL: stack.portalUrl,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    // A click that finds nothing says so before the whole story times out.
    actionTimeout: 15_000,
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM_BINARY,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
});
