// Jest's order of suites, except that the project `unit` comes last. Its suites are short and fill the
// workers that the long ones leave idle, even without timings of an earlier run.
const { default: Sequencer } = require('@jest/test-sequencer');

const isUnit = (test) => test.context.config.displayName?.name === 'unit';

module.exports = class LongSuitesFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    return [...sorted.filter((test) => !isUnit(test)), ...sorted.filter(isUnit)];
  }
};
