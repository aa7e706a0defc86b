// Jest's runtime, except that a worker loads some packages once for all its suites. Loading them for each
// suite would take longer than most suites. Their state outlives a suite, so no suite may depend on it. Like
// Node's modules, they live in the worker's own realm: they do not see a test's mocks or its changes to
// `process.env`. See docs/decisions/0029-patched-jest-runtime.md.
const { createRequire } = require('node:module');
const { sep } = require('node:path');
const { default: Runtime } = require('jest-runtime');
const trackStorages = require('./track-storages');

const SHARED =
  /^(aws-cdk-lib|constructs|cdk-nag|dynalite|ajv|ajv-draft-04|fast-check|zod|velocityjs|@zxcvbn-ts\/[\w-]+|typescript|playwright-core)(\/|$)/;

/**
 * Packages of Jest that it loads for each suite, too. None keeps state of a suite, or compares values of a suite with
 * classes. So `expect`, `pretty-format` and `jest-util` are not among them.
 */
const SHARED_OF_JEST =
  /^(@babel\/code-frame|@jest\/(diff-sequences|snapshot-utils|test-result|transform)|ci-info|graceful-fs|picomatch|pure-rand|stack-utils)(\/|$)/;

const ASYNC_HOOKS = /^(node:)?async_hooks$/;

/** What files of the project have loaded, by name. Resolving a name for each file of each suite takes long. */
const loaded = new Map();

module.exports = class SharedPackagesRuntime extends Runtime {
  storages = trackStorages();

  requireModuleOrMock(from, moduleName) {
    if (ASYNC_HOOKS.test(moduleName)) return this.storages.asyncHooks;
    if (!SHARED.test(moduleName)) return super.requireModuleOrMock(from, moduleName);
    // a package may depend on another version
    if (from.includes(`${sep}node_modules${sep}`)) return createRequire(from)(moduleName);
    if (!loaded.has(moduleName)) loaded.set(moduleName, createRequire(from)(moduleName));
    return loaded.get(moduleName);
  }

  requireInternalModule(from, moduleName) {
    if (moduleName === undefined) return super.requireInternalModule(from);
    if (ASYNC_HOOKS.test(moduleName)) return this.storages.asyncHooks;
    if (SHARED_OF_JEST.test(moduleName)) return createRequire(from)(moduleName);
    return super.requireInternalModule(from, moduleName);
  }

  teardown() {
    this.storages.end();
    super.teardown();
  }
};
