// Jest's runtime, but that a worker loads the CDK once for all its suites, and not once for each: loading it takes longer
// than most of them. The CDK keeps no state between apps; it lives in the worker's own realm then, as Node's modules do, and
// sees neither what a test mocks nor what it writes to `process.env`.
const { createRequire } = require('node:module');
const { default: Runtime } = require('jest-runtime');

const SHARED = /^(aws-cdk-lib|constructs|cdk-nag)(\/|$)/;

module.exports = class SharedPackagesRuntime extends Runtime {
  requireModuleOrMock(from, moduleName) {
    if (SHARED.test(moduleName)) return createRequire(from)(moduleName);
    return super.requireModuleOrMock(from, moduleName);
  }
};
