import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { ESLint } = createRequire(path.join(root, 'package.json'))('eslint');

const linters = new Map();

/** What lint says about a file with this content, as if it were there. */
async function lint(file, code) {
  const [packageDir] = /^[^/]+\/[^/]+/.exec(file);
  const cwd = path.join(root, packageDir);
  if (!linters.has(cwd)) {
    linters.set(cwd, new ESLint({ cwd }));
  }
  const [result] = await linters
    .get(cwd)
    .lintText(code, { filePath: path.join(root, file) });
  return result.messages.filter(({ severity }) => severity === 2);
}

const COMMON = 'plugins/ml-monitoring-common/src/planted.ts';
const BACKEND = 'plugins/ml-monitoring-backend/src/services/planted.ts';
const FRONTEND = 'plugins/ml-monitoring/src/components/planted.ts';
const SCAFFOLDER =
  'plugins/scaffolder-backend-module-ml-monitoring/src/planted.ts';
const CATALOG = 'plugins/catalog-backend-module-ml-monitoring/src/planted.ts';
const SANDBOX = 'packages/sandbox/src/planted.ts';

const use = (name, from) =>
  `import { ${name} } from '${from}';\n\nexport const planted = ${name};\n`;
const PURE = 'no-restricted-syntax';
const IMPORTS = '@typescript-eslint/no-restricted-imports';
const ARROWS = '@backstage/no-mixed-plugin-imports';

describe('lint refuses', () => {
  for (const [what, file, code, rule] of [
    [
      'a Node built-in in common',
      COMMON,
      use('readFileSync', 'node:fs'),
      'no-restricted-imports',
    ],
    [
      'a bare Node built-in in common',
      COMMON,
      use('readFileSync', 'fs'),
      'no-restricted-imports',
    ],
    ['the clock in common', COMMON, 'export const t = Date.now();\n', PURE],
    ['today in common', COMMON, 'export const t = new Date();\n', PURE],
    ['chance in common', COMMON, 'export const x = Math.random();\n', PURE],
    ['a request in common', COMMON, "export const x = fetch('/');\n", PURE],
    [
      'the environment in common',
      COMMON,
      'export const x = process.env.HOME;\n',
      PURE,
    ],
    [
      'a log line in common',
      COMMON,
      "export const x = () => console.log('x');\n",
      PURE,
    ],
    [
      'the backend in common',
      COMMON,
      use('x', 'backstage-plugin-ml-monitoring-backend'),
      ARROWS,
    ],
    ['zod v4 in common', COMMON, use('z', 'zod'), IMPORTS],
    ['zod v4 in the backend', BACKEND, use('z', 'zod'), IMPORTS],
    ['zod v4 in an action', SCAFFOLDER, use('z', 'zod/v4'), IMPORTS],
    ['zod v4 in a module', CATALOG, use('z', 'zod'), IMPORTS],
    ['zod v4 in a component', FRONTEND, use('z', 'zod'), IMPORTS],
    [
      'Kubernetes outside the cluster folder',
      BACKEND,
      use('KubeConfig', '@kubernetes/client-node'),
      IMPORTS,
    ],
    [
      'PromQL in the backend',
      BACKEND,
      "export const q = 'sum by (service) (up)';\n",
      PURE,
    ],
    [
      'PromQL in a template of the backend',
      BACKEND,
      'export const q = (s: string) => `rate(${s}[5m])`;\n',
      PURE,
    ],
    [
      'a manifest in the backend',
      BACKEND,
      "export const m = { apiVersion: 'v1', kind: 'Service', spec: {} };\n",
      PURE,
    ],
    [
      'PromQL in the frontend',
      FRONTEND,
      "export const q = 'rate(x[5m])';\n",
      PURE,
    ],
    [
      'a judge in the frontend',
      FRONTEND,
      use('evaluateHealth', 'backstage-plugin-ml-monitoring-common'),
      IMPORTS,
    ],
    [
      'the backend in the frontend',
      FRONTEND,
      use('x', 'backstage-plugin-ml-monitoring-backend'),
      ARROWS,
    ],
    [
      'the backend in the scaffolder module',
      SCAFFOLDER,
      use('x', 'backstage-plugin-ml-monitoring-backend'),
      ARROWS,
    ],
    [
      'the backend in the catalog module',
      CATALOG,
      use('x', 'backstage-plugin-ml-monitoring-backend'),
      ARROWS,
    ],
    [
      'the backend in the sandbox',
      SANDBOX,
      use('x', 'backstage-plugin-ml-monitoring-backend'),
      ARROWS,
    ],
    [
      'a package that is not declared',
      BACKEND,
      use('x', '@backstage/plugin-search-common'),
      '@backstage/no-undeclared-imports',
    ],
  ]) {
    it(what, async () => {
      const rules = (await lint(file, code)).map(({ ruleId }) => ruleId);
      assert.ok(rules.includes(rule), `${rule} is not among [${rules}]`);
    });
  }
});

describe('lint accepts', () => {
  for (const [what, file, code] of [
    [
      'a date that was passed in',
      COMMON,
      'export const f = (t: number) => new Date(t);\n',
    ],
    [
      'the clock in a test of common',
      COMMON.replace('.ts', '.test.ts'),
      'export const t = Date.now();\n',
    ],
    ['zod v3 in common', COMMON, use('z', 'zod/v3')],
    [
      'zod v4 for extension configuration',
      'plugins/ml-monitoring/src/plugin.tsx',
      use('z', 'zod'),
    ],
    [
      'Kubernetes in the cluster folder',
      'plugins/ml-monitoring-backend/src/cluster/planted.ts',
      use('KubeConfig', '@kubernetes/client-node'),
    ],
    [
      'the contract in the frontend',
      FRONTEND,
      use('modelsOfEntity', 'backstage-plugin-ml-monitoring-common'),
    ],
  ]) {
    it(what, async () => {
      const boundaries = (await lint(file, code)).filter(
        // Whether a package declares it today is not the question.
        ({ ruleId }) => ruleId !== '@backstage/no-undeclared-imports',
      );
      assert.deepEqual(boundaries, []);
    });
  }
});
