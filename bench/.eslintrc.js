module.exports = require('../scripts/lint/boundaries.cjs').forTools(__dirname);
