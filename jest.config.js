// Projects: `unit` tests operations, stores, constructs, the client and other parts separately. `integration` tests the stacks of
// the stages, the local run, the commands and the documents. `contract` sends HTTP requests to a server that is started once for each
// run. With BASE_URL it sends only the requests of test/contract, to any deployed stage.
//
// Levels: `npm test` covers every guarantee once. `npm run test:all` adds the suites whose names end in `.all.test.ts`. They try every
// case where the default level tries one of each kind. `npm run test:soak` runs the same suites at full counts. `npm run test:rest`
// runs only what `test:all` adds, for .ci/run. A suite that is named on the command line runs on every level.

const { availableParallelism } = require('node:os');
const { join } = require('node:path');

// the AWS SDK's notice about Node 20 would be in every test's output
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
// the CDK's own rules take seconds, and run in every real synthesis
process.env.CDK_VALIDATION = 'false';
// in Jest, the stack traces of constructs would cost a fifth of each synthesis
process.env.CDK_CONTEXT_JSON = JSON.stringify({
  'aws:cdk:disable-stack-trace': true,
  'aws:cdk:disable-creation-stack-traces': true,
});

const base = {
  transform: {
    '^.+\\.[cm]?[jt]sx?$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }],
  },
  // published as ES modules only
  transformIgnorePatterns: ['/node_modules/(?!(@noble/hashes|@otplib/plugin-crypto-noble|@scure/base|jose|oauth4webapi|openid-client|uuid)/)'],
  testEnvironment: 'node',
  runtime: '<rootDir>/test/support/shared-packages-runtime.js',
  globalSetup: '<rootDir>/test/support/run-folder.js',
  globalTeardown: '<rootDir>/test/support/run-folder-teardown.js',
  setupFilesAfterEnv: ['<rootDir>/test/support/expect-assertions.js'],
};

/** The suites of a level: `default`, `all`, or `rest`, which is `all` without `default`. */
const suitesOf = { default: '(?<!\\.all)', all: '', rest: '(?<=\\.all)' };
const namesSuites = process.argv.slice(2).some((argument) => /^(?!-).*(\btest[\\/]|\.test\b)/.test(argument));
const level = namesSuites ? 'all' : (process.env.TEST_LEVEL ?? 'default');
if (!(level in suitesOf))
  throw new Error(`TEST_LEVEL is ${level}: choose ${Object.keys(suitesOf).join(', ')}`);

const folder = join(__dirname, 'test').replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
/** Matches the tests under a path that is a pattern. */
const testsIn = (pattern, ofLevel = suitesOf[level]) => `^${folder}/${pattern}.*${ofLevel}\\.test\\.ts$`;

const UNIT = [
  testsIn('(lambda|client|bench|bin/transfer|local/(iam|template))/'),
  testsIn('lib/(?!stack/(auth-stack|create-stacks)|bundling/)'),
];
const CONTRACT = testsIn('(contract|security|faults|browser|attack|releases)/');

const elsewhere = Boolean(process.env.BASE_URL);
const contractOnly = elsewhere || Boolean(process.env.TEST_BASE_PATH);
// a deployed stage may allow no origin
const withoutCors = elsewhere && !process.env.ORIGIN;

/** @type {import('jest').Config} */
module.exports = {
  projects: [
    { ...base, displayName: 'unit', testRegex: UNIT },
    {
      ...base,
      displayName: 'integration',
      testRegex: testsIn(''),
      testPathIgnorePatterns: ['/node_modules/', ...UNIT, CONTRACT],
    },
    {
      ...base,
      displayName: 'contract',
      testRegex: contractOnly ? testsIn('contract/', suitesOf.all) : CONTRACT,
      testPathIgnorePatterns: [
        '/node_modules/',
        // a deployed stage sends mails to a real mailbox, which no test can read; only the local run has an inbox
        ...(elsewhere ? ['/email-(address|links)\\.test\\.ts$'] : []),
        ...(withoutCors ? ['/(cors|client-tabs\\.all)\\.test\\.ts$'] : []),
      ],
      globalSetup: '<rootDir>/test/support/global-setup.js',
      globalTeardown: '<rootDir>/test/support/global-teardown.js',
    },
  ],
  // more workers would load all packages once more, which costs more than it gains
  maxWorkers: availableParallelism(),
  // a new worker loads all packages again, which costs more than the garbage that a worker holds
  workerIdleMemoryLimit: '1500MB',
  testSequencer: '<rootDir>/test/support/long-suites-first.js',
  // only ends a test that hangs: none has a limit of its own, which a busy machine would exceed
  testTimeout: process.env.SOAK === '1' ? 1_800_000 : 600_000,
  reporters: ['default', '<rootDir>/test/support/totals-reporter.js'],
  // the commands of bin run as processes of their own, which are not counted
  collectCoverageFrom: ['lib/**/*.ts', 'lambda/**/*.ts', 'local/**/*.ts', 'client/src/**/*.ts'],
  // in percent, some two below what `npm run coverage` measures: what the tests of each folder cover without the others
  coverageThreshold: {
    './lambda/': { statements: 95, branches: 89, functions: 94, lines: 95 },
    './lib/': { statements: 97, branches: 92, functions: 97, lines: 97 },
    './local/': { statements: 91, branches: 83, functions: 91, lines: 92 },
    './client/src/': { statements: 95, branches: 93, functions: 93, lines: 97 },
  },
};
