// Jest's Node environment for suites in which the CDK bundles. The CDK, in the worker's own realm, finds the
// `npx` of the folder `direct`, which runs esbuild without npm.
const { delimiter, join } = require('node:path');
const { TestEnvironment } = require('jest-environment-node');

module.exports = class DirectNpxEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    this.path = process.env.PATH;
    process.env.PATH = [join(__dirname, 'direct'), this.path].join(delimiter);
  }

  async teardown() {
    process.env.PATH = this.path;
    await super.teardown();
  }
};
