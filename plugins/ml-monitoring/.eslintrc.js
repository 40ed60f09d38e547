module.exports = require('../../scripts/lint/boundaries.cjs').forFrontend(
  __dirname,
  { extensionConfig: ['src/plugin.tsx', 'src/extensions/**'] },
);
