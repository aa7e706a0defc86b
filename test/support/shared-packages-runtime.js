// Jest's runtime, but that a worker loads some packages once for all its suites, and not once for each: loading them takes longer
// than most of them. They keep no state between suites; they live in the worker's own realm then, as Node's modules do, and
// see neither what a test mocks nor what it writes to `process.env`. docs/decisions/0029-patched-jest-runtime.md says why.
const { createRequire } = require('node:module');
const { default: Runtime } = require('jest-runtime');

const SHARED =
  /^(aws-cdk-lib|constructs|cdk-nag|dynalite|ajv|ajv-draft-04|fast-check|zod|velocityjs|@zxcvbn-ts\/[\w-]+|typescript|playwright-core)(\/|$)/;

module.exports = class SharedPackagesRuntime extends Runtime {
  requireModuleOrMock(from, moduleName) {
    if (SHARED.test(moduleName)) return createRequire(from)(moduleName);
    return super.requireModuleOrMock(from, moduleName);
  }
};
