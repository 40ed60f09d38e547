module.exports = require('./lint/boundaries.cjs').forTools(__dirname);
