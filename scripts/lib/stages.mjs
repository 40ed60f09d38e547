import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { jestCounts, storyCounts, tapCounts } from './counts.mjs';
import { jestOptions } from './jest.mjs';
import { logsDir, root } from './paths.mjs';
import { markFrontendBuilt } from './portal.mjs';

const jestReport = path.join(logsDir, 'jest.json');
const scriptsReport = path.join(logsDir, 'scripts.tap');
const toolsReport = path.join(logsDir, 'tools.tap');
const conformanceReport = path.join(logsDir, 'conformance.json');
const storiesReport = path.join(root, 'e2e/results/report.json');

const nodeTest = report => [
  '--test',
  '--test-reporter=tap',
  `--test-reporter-destination=${report}`,
  '--test-reporter=spec',
  '--test-reporter-destination=stdout',
];

const json = file => JSON.parse(readFileSync(file, 'utf8'));

/**
 * A stage without `counts` is one test. One that `waits` most of the time runs beside those that do not.
 *
 * @typedef {{
 *   name: string,
 *   title: string,
 *   command: (tools: { node: string, yarn: (...args: string[]) => string[] }) => string[],
 *   env?: (env: NodeJS.ProcessEnv) => NodeJS.ProcessEnv,
 *   waits?: boolean,
 *   needs?: string,
 *   after?: string,
 *   programs?: (keyof typeof import('./programs.mjs').programs)[],
 *   report?: string,
 *   counts?: () => import('./counts.mjs').Counts,
 *   onSuccess?: () => void,
 * }} Stage `needs`: what must have passed before it; `after`: what must have ended
 */

/**
 * Everything that decides whether a change may land.
 *
 * @type {Stage[]}
 */
export const stages = [
  {
    name: 'format',
    title: 'Formatting',
    command: ({ yarn }) => yarn('prettier:check'),
  },
  {
    name: 'lint',
    title: 'Lint and boundaries',
    command: ({ yarn }) => yarn('lint:all'),
  },
  {
    name: 'types',
    title: 'Types',
    command: ({ yarn }) => yarn('tsc'),
  },
  {
    name: 'scripts',
    title: 'Tests of the scripts',
    command: ({ node }) => [
      node,
      ...nodeTest(scriptsReport),
      'scripts/**/*.test.mjs',
    ],
    report: scriptsReport,
    counts: () => tapCounts(readFileSync(scriptsReport, 'utf8')),
  },
  {
    name: 'tools',
    title: 'Tests of the conformance run',
    command: ({ node }) => [
      node,
      '--import',
      'tsx',
      ...nodeTest(toolsReport),
      'e2e/{conformance,control-plane}/**/*.test.ts',
    ],
    report: toolsReport,
    counts: () => tapCounts(readFileSync(toolsReport, 'utf8')),
  },
  {
    name: 'unit',
    title: 'Unit tests',
    waits: true,
    command: ({ yarn }) =>
      yarn(
        'backstage-cli',
        'repo',
        'test',
        '--watch=false',
        // For two cores: some of them wait most of the time.
        '--maxWorkers=3',
        `--testSequencer=${path.join(root, 'scripts/lib/longestFirst.cjs')}`,
        '--json',
        `--outputFile=${jestReport}`,
      ),
    env: env => ({ ...env, CI: '1', NODE_OPTIONS: jestOptions(env) }),
    programs: ['prometheus', 'promtool'],
    report: jestReport,
    counts: () => jestCounts(json(jestReport)),
  },
  {
    name: 'api',
    title: 'API reports',
    needs: 'types',
    command: ({ yarn }) => yarn('api-reports', '--ci'),
  },
  {
    name: 'config',
    title: 'Configuration against its schema',
    command: ({ yarn }) => yarn('config:check'),
  },
  {
    name: 'build',
    title: 'Build of every package',
    needs: 'types',
    command: ({ yarn }) => yarn('build:all'),
    onSuccess: markFrontendBuilt,
  },
  {
    name: 'stories',
    title: 'Stories in Chromium',
    waits: true,
    after: 'build',
    command: ({ node }) => [node, 'e2e/run.mjs'],
    programs: ['prometheus', 'promtool', 'chromium'],
    report: storiesReport,
    counts: () => storyCounts(json(storiesReport)),
  },
];

/**
 * Too long for everybody, and needs Go: comparing with what no one here wrote.
 *
 * @type {Stage}
 */
export const conformance = {
  name: 'conformance',
  title: 'Conformance',
  waits: true,
  command: ({ node }) => [
    node,
    'scripts/conformance.mjs',
    '--counts',
    conformanceReport,
  ],
  programs: ['prometheus', 'promtool', 'postgres', 'python'],
  report: conformanceReport,
  counts: () => json(conformanceReport),
};

/** A report of an earlier run must not count for this one. */
export function forgetReport({ report }) {
  if (report) {
    rmSync(report, { force: true });
  }
}
