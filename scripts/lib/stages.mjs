import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { jestCounts, storyCounts, tapCounts } from './counts.mjs';
import { jestOptions } from './jest.mjs';
import { logsDir, root } from './paths.mjs';
import { markFrontendBuilt } from './portal.mjs';

const jestReport = path.join(logsDir, 'jest.json');
const scriptsReport = path.join(logsDir, 'scripts.tap');
const storiesReport = path.join(root, 'e2e/results/report.json');

const json = file => JSON.parse(readFileSync(file, 'utf8'));

/**
 * Everything that decides whether a change may land. A stage without `counts` is one test.
 *
 * @type {{
 *   name: string,
 *   title: string,
 *   command: (tools: { node: string, yarn: (...args: string[]) => string[] }) => string[],
 *   env?: (env: NodeJS.ProcessEnv) => NodeJS.ProcessEnv,
 *   needs?: string,
 *   programs?: ('prometheus' | 'promtool' | 'chromium')[],
 *   report?: string,
 *   counts?: () => import('./counts.mjs').Counts,
 *   onSuccess?: () => void,
 * }[]}
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
      '--test',
      '--test-reporter=tap',
      `--test-reporter-destination=${scriptsReport}`,
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      'scripts/**/*.test.mjs',
    ],
    report: scriptsReport,
    counts: () => tapCounts(readFileSync(scriptsReport, 'utf8')),
  },
  {
    name: 'unit',
    title: 'Unit tests',
    command: ({ yarn }) =>
      yarn(
        'backstage-cli',
        'repo',
        'test',
        '--watch=false',
        '--maxWorkers=2',
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
    command: ({ node }) => [node, 'e2e/run.mjs'],
    programs: ['prometheus', 'promtool', 'chromium'],
    report: storiesReport,
    counts: () => storyCounts(json(storiesReport)),
  },
];

/** A report of an earlier run must not count for this one. */
export function forgetReport({ report }) {
  if (report) {
    rmSync(report, { force: true });
  }
}
