// Jest's runtime, except that a worker loads some packages once for all its suites. Loading them for each
// suite would take longer than most suites. Their state outlives a suite, so no suite may depend on it. Like
// Node's modules, they live in the worker's own realm: they do not see a test's mocks or its changes to
// `process.env`. See docs/decisions/0029-patched-jest-runtime.md.
const { createRequire } = require('node:module');
const { sep } = require('node:path');
const { default: Runtime } = require('jest-runtime');

const SHARED =
  /^(aws-cdk-lib|constructs|cdk-nag|dynalite|ajv|ajv-draft-04|fast-check|zod|velocityjs|@zxcvbn-ts\/[\w-]+|typescript|playwright-core)(\/|$)/;

/** What files of the project have loaded, by name. Resolving a name for each file of each suite takes long. */
const loaded = new Map();

module.exports = class SharedPackagesRuntime extends Runtime {
  requireModuleOrMock(from, moduleName) {
    if (!SHARED.test(moduleName)) return super.requireModuleOrMock(from, moduleName);
    // a package may depend on another version
    if (from.includes(`${sep}node_modules${sep}`)) return createRequire(from)(moduleName);
    if (!loaded.has(moduleName)) loaded.set(moduleName, createRequire(from)(moduleName));
    return loaded.get(moduleName);
  }
};
