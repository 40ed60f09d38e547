module.exports = require('../../scripts/lint/boundaries.cjs').forPackage(
  __dirname,
);
