// Jest's order of suites, but for those of the project `unit`, which come last: they are short, and fill what the long
// ones leave of the workers, also where no earlier run has told how long each takes.
const { default: Sequencer } = require('@jest/test-sequencer');

const isUnit = (test) => test.context.config.displayName?.name === 'unit';

module.exports = class LongSuitesFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    return [...sorted.filter((test) => !isUnit(test)), ...sorted.filter(isUnit)];
  }
};
