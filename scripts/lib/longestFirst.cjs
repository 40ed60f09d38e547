const { default: Sequencer } = require('@jest/test-sequencer');

/** Those that mostly wait, for clusters that are made and broken, the longest first. */
const waiting = [
  /\/lastingFaults\.wire\.test\./,
  /\/clusterFaults\.wire\.test\./,
  /\/faults\.wire\.test\./,
  /\/soundModels\.wire\.test\./,
  /\/ModelRollouts\.wire\.test\./,
  /\/diagnosis\.wire\.test\./,
  /\.(wire|sandbox)\.test\./,
];

/** Where no run before has told how long a test takes, jest goes by the size of its file, and ends with what takes longest. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const place = ({ path }) => {
      const found = waiting.findIndex(pattern => pattern.test(path));
      return found < 0 ? waiting.length : found;
    };
    return super.sort(tests).sort((a, b) => place(a) - place(b));
  }
};
