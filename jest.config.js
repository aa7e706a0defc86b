// The test projects: units need no network and no build; the others speak HTTP to a server that is started once a run,
// or, with BASE_URL, to any deployment, of which only the contract is asked.

// the AWS SDK's notice about Node 20 would stand in every test's output
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const base = {
  transform: {
    '^.+\\.[cm]?[jt]sx?$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }],
  },
  // published as ES modules only
  transformIgnorePatterns: ['/node_modules/(?!(jose|uuid)/)'],
  testEnvironment: 'node',
};

const elsewhere = Boolean(process.env.BASE_URL);
// which origins a deployment allows is its own affair, and may be none
const withoutCors = elsewhere && !process.env.ORIGIN;

/** @type {import('jest').Config} */
module.exports = {
  projects: [
    {
      ...base,
      displayName: 'unit',
      testMatch: [
        '<rootDir>/test/{bin,lib,lambda,local,client,bench}/**/*.test.ts',
        '<rootDir>/test/*.test.ts',
      ],
    },
    {
      ...base,
      displayName: 'contract',
      testMatch: elsewhere
        ? ['<rootDir>/test/contract/**/*.test.ts']
        : ['<rootDir>/test/{contract,security,faults,browser,attack}/**/*.test.ts'],
      testPathIgnorePatterns: [
        '/node_modules/',
        ...(withoutCors ? ['/(cors|client-tabs)\\.test\\.ts$'] : []),
      ],
      globalSetup: '<rootDir>/test/support/global-setup.js',
      globalTeardown: '<rootDir>/test/support/global-teardown.js',
    },
  ],
  // by default one core would be left idle, of two
  maxWorkers: '100%',
  testTimeout: 30_000,
  reporters: ['default', '<rootDir>/test/support/totals-reporter.js'],
  // the commands of bin run as processes of their own, which are not counted
  collectCoverageFrom: ['lib/**/*.ts', 'lambda/**/*.ts', 'local/**/*.ts', 'client/src/**/*.ts'],
  // in percent, some two below what `npm run coverage` measures: what the unit tests of each room reach by themselves
  coverageThreshold: {
    './lambda/': { statements: 95, branches: 89, functions: 94, lines: 95 },
    './lib/': { statements: 97, branches: 92, functions: 97, lines: 97 },
    './local/': { statements: 91, branches: 83, functions: 91, lines: 92 },
    './client/src/': { statements: 95, branches: 93, functions: 93, lines: 97 },
  },
};
