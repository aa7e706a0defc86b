// Prints the totals of a test run as its last line, `N passed, N failed`, for whoever reads them by program.
const { writeSync } = require('node:fs');

module.exports = class TotalsReporter {
  onRunComplete(_contexts, results) {
    // a file that cannot even be loaded holds no test that could fail
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    // Jest's own summary, and what the tear-down says, come after this event
    process.once('exit', () => writeSync(1, `${results.numPassedTests} passed, ${failed} failed\n`));
  }
};
