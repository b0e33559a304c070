import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/**
 * The direction of imports (docs/architecture.md): a stage may import from the stages listed for it and from nothing else of ours.
 * `resolve` receives item expansion and `project` receives trust through arguments, so neither looks upwards.
 */
const mayImport = {
  platform: [],
  syntax: [],
  sandbox: [],
  project: ['syntax', 'platform'],
  resolve: ['project', 'syntax', 'platform'],
  toolchain: ['resolve', 'project', 'syntax', 'platform'],
  expand: ['resolve', 'project', 'syntax', 'sandbox', 'toolchain', 'platform'],
  cache: ['expand', 'resolve', 'project', 'sandbox', 'syntax', 'platform'],
  render: ['expand', 'resolve', 'project', 'syntax'],
  analysis: ['render', 'cache', 'expand', 'toolchain', 'sandbox', 'resolve', 'project', 'syntax', 'platform'],
  launch: ['procMacroServer', 'analysis', 'cache'],
  features: [
    'analysis',
    'render',
    'cache',
    'expand',
    'resolve',
    'project',
    'toolchain',
    'syntax',
    'platform',
  ],
  procMacroServer: [
    'analysis',
    'cache',
    'expand',
    'resolve',
    'project',
    'toolchain',
    'sandbox',
    'syntax',
    'platform',
  ],
  // The parts of the server that only a browser's has.
  browser: ['features', 'analysis', 'cache', 'expand', 'project', 'sandbox', 'platform'],
};

const stages = Object.keys(mayImport);

const boundaries = stages.map((stage) => ({
  files: [`server/src/${stage}/**/*.ts`],
  ignores: ['**/*.test.ts'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: stages
          .filter((other) => other !== stage && !mayImport[stage].includes(other))
          .map((other) => ({
            regex: `^(#|(\\.\\./)+)${other}(/|$)`,
            message: `${stage} may not import from ${other}: imports point one way.`,
          })),
      },
    ],
  },
}));

/** syntax and resolve and the engines do no I/O of their own: files come through `project`. */
const noInputOutput = {
  files: ['server/src/{syntax,resolve,render}/**/*.ts', 'server/src/expand/**/*.ts'],
  ignores: ['**/*.test.ts'],
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        paths: [
          'fs',
          'node:fs',
          'node:fs/promises',
          'child_process',
          'node:child_process',
          'node:net',
          'node:http',
          '#platform/disk',
          '#platform/runProgram',
        ].map((name) => ({ name, message: 'No I/O here: files come through project.' })),
      },
    ],
  },
};

/** What is bundled for browsers too. That no module of Node is imported there, the bundler checks. */
const withoutNodeGlobals = {
  files: [
    'server/src/{syntax,project,resolve,expand,render,features,browser}/**/*.ts',
    'server/src/cache/*.ts',
    'server/src/platform/browser/*.ts',
  ],
  // The connection of a server in Node, and the part of the cache that is on the disk.
  ignores: [
    '**/*.test.ts',
    '**/testing/**',
    'server/src/features/{connectToClient,standardInput,streamReader,streamWriter}.ts',
    'server/src/cache/{cacheFolders,diskFolder,diskStore,encodeResults,fileHashes,resultStore}.ts',
  ],
  rules: { 'no-restricted-globals': ['error', 'process', 'Buffer', '__dirname', 'require', 'setImmediate'] },
};

export default tseslint.config(
  { ignores: ['dist/**', '**/node_modules/**', 'test/fixtures/**', '**/target/**'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  ...tseslint.configs.stylistic,
  {
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        performance: 'readonly',
      },
    },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      'max-lines': ['error', { max: 520, skipBlankLines: true, skipComments: true }],
    },
  },
  ...boundaries,
  noInputOutput,
  withoutNodeGlobals,
);
