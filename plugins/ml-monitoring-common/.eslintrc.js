module.exports = require('../../scripts/lint/boundaries.cjs').forCommon(
  __dirname,
);
