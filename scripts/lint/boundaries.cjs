const backstage = require('@backstage/cli/config/eslint-factory');
const { readdirSync, readFileSync } = require('node:fs');
const { builtinModules } = require('node:module');
const path = require('node:path');

const COMMON = 'backstage-plugin-ml-monitoring-common';
const TESTS = ['**/*.test.*', '**/__testUtils__/**', '**/setupTests.*'];

const zodV3Only = [
  {
    name: 'zod',
    message:
      "Import 'zod/v3': a v4 schema handed to an action yields an empty JSON schema and no validation, without an error.",
  },
  {
    name: 'zod/v4',
    message: "Import 'zod/v3', which contract and actions are written in.",
  },
];

const PROMQL =
  '/\\b(rate|irate|increase|histogram_quantile|(avg|sum|max|min|count)_over_time)\\(|\\b(sum|avg|max|min|count|topk) (by|without) ?\\(|seldon_api_|seldon_model_/';

const noPromQl = ['Literal[value=', 'TemplateElement[value.raw='].map(
  start => ({
    selector: `${start}${PROMQL}]`,
    message: `PromQL is written in ${COMMON}/src/promql and nowhere else.`,
  }),
);

const noManifests = {
  selector:
    'ObjectExpression > Property[key.name="apiVersion"][value.type="Literal"] ~ Property[key.name="spec"]',
  message: `Manifests are built in ${COMMON}/src/manifests and nowhere else.`,
};

const pure = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Pass the time in.',
  },
  {
    selector:
      "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Pass the time in.',
  },
  {
    selector:
      "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'Derive it from the arguments.',
  },
  {
    selector: "CallExpression[callee.name='fetch']",
    message: 'IO belongs to the callers of this package.',
  },
  {
    selector: "MemberExpression[object.name='process']",
    message: 'Configuration is read in the backend.',
  },
  {
    selector: "MemberExpression[object.name='console']",
    message: 'Answer what is to be said; the caller has a logger.',
  },
];

/** The arrows between packages are errors; tests may start a real neighbour. */
const arrows = {
  '@backstage/no-mixed-plugin-imports': ['error', { excludedFiles: TESTS }],
};

/** A function may use what stands below it, so that a file can be read from the top. */
const tellFromTheTop = {
  '@typescript-eslint/no-use-before-define': [
    'error',
    { functions: false, classes: false, variables: false },
  ],
};

const imports = paths => ({
  '@typescript-eslint/no-restricted-imports': ['error', { paths }],
});

/** The rules every package keeps. */
exports.forPackage = (dir, { rules, overrides = [], ...rest } = {}) =>
  backstage(dir, {
    rules: {
      ...arrows,
      ...tellFromTheTop,
      ...imports(zodV3Only),
      ...rules,
    },
    overrides: [
      ...overrides,
      { files: TESTS, rules: { 'no-restricted-syntax': 'off' } },
    ],
    ...rest,
  });

/** Decides and does nothing else: no IO, no clock, no randomness. */
exports.forCommon = dir =>
  exports.forPackage(dir, {
    restrictedSrcImports: builtinModules,
    restrictedImportPatterns: ['node:*'],
    restrictedSrcSyntax: pure,
  });

/** Talks to the world, and asks `-common` what to say. */
exports.forBackend = dir =>
  exports.forPackage(dir, {
    restrictedSrcSyntax: [...noPromQl, noManifests],
    overrides: [
      {
        files: ['src/**'],
        excludedFiles: ['src/cluster/**', ...TESTS],
        rules: imports([
          ...zodV3Only,
          {
            name: '@kubernetes/client-node',
            message: 'Only src/cluster talks to Kubernetes.',
          },
        ]),
      },
    ],
  });

/** Every function, constant and class of a folder, tests aside. */
function valuesOf(folder) {
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => /\.ts$/.test(file) && !/\.test\.ts$/.test(file))
    .map(file => readFileSync(path.join(folder, file), 'utf8'));
  return sources.flatMap(source =>
    Array.from(
      source.matchAll(/^export (?:async )?(?:function|const|class) (\w+)/gm),
      ([, name]) => name,
    ),
  );
}

const backendOnly = () =>
  ['health', 'promql', 'manifests'].flatMap(folder =>
    valuesOf(
      path.resolve(__dirname, '../../plugins/ml-monitoring-common/src', folder),
    ),
  );

/** Shows what the backend answers; never judges, asks or builds. */
exports.forFrontend = (dir, { extensionConfig }) =>
  exports.forPackage(dir, {
    rules: {
      'no-restricted-syntax': ['error', ...noPromQl, noManifests],
      ...imports([
        ...zodV3Only,
        {
          name: COMMON,
          importNames: backendOnly(),
          message: 'Ask the backend, which alone judges, queries and builds.',
        },
      ]),
    },
    overrides: [
      {
        // Extension configuration takes zod v4 schemas.
        files: extensionConfig,
        rules: imports([]),
      },
    ],
  });

/** Scripts and stories: no packages of their own, so the root's dependencies are theirs. */
exports.forTools = dir =>
  backstage.createConfigForRole(dir, 'cli', {
    rules: {
      'jest/expect-expect': 'off',
      ...tellFromTheTop,
    },
  });
