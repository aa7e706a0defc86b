// The folder that the suites of one test run share. Jest sets it up before the first suite, and removes it after the last one.
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

/** Makes the folder, once a run; the workers inherit its name. Every run has its own, also one that a test starts. */
module.exports = async function openRunFolder() {
  globalThis.testRunFolder ??= mkdtempSync(join(tmpdir(), 'latchkey-test-run-'));
  process.env.TEST_RUN_FOLDER = globalThis.testRunFolder;
};

/** Removes it. */
module.exports.closeRunFolder = () => {
  if (globalThis.testRunFolder) rmSync(globalThis.testRunFolder, { recursive: true, force: true });
  globalThis.testRunFolder = undefined;
};
