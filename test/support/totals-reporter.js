// Prints the totals of a test run as its last line, `N passed, N failed`, for other programs.
const { writeSync } = require('node:fs');

module.exports = class TotalsReporter {
  onRunComplete(_contexts, results) {
    // A suite that cannot be loaded has no test that could fail.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    // Jest's own summary and the output of the teardown follow this event.
    process.once('exit', () => writeSync(1, `${results.numPassedTests} passed, ${failed} failed\n`));
  }
};
