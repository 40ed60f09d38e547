module.exports = require('../../scripts/lint/boundaries.cjs').forBackend(
  __dirname,
);
