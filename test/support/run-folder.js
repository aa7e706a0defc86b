// The folder that the suites of one test run share. Jest creates it before the first suite, and removes it
// after the last.
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

/**
 * Creates the folder once per run. The workers inherit its name. Every run has its own folder, even one that
 * a test starts.
 */
module.exports = async function openRunFolder() {
  globalThis.testRunFolder ??= mkdtempSync(join(tmpdir(), 'latchkey-test-run-'));
  process.env.TEST_RUN_FOLDER = globalThis.testRunFolder;
};

/** Removes the folder. */
module.exports.closeRunFolder = () => {
  if (globalThis.testRunFolder) rmSync(globalThis.testRunFolder, { recursive: true, force: true });
  globalThis.testRunFolder = undefined;
};
