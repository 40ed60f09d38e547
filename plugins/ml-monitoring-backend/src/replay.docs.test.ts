import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { replayDocs } from './__testUtils__/replay/replayDocs';

const page = path.resolve(__dirname, '../../../docs/measured-truth.md');

/** Prettier pads tables. */
const withoutPadding = (markdown: string) =>
  markdown
    .replace(/-{3,}/g, '---')
    .replace(/[ \t]+/g, ' ')
    .trim();

it('docs/measured-truth.md says what numbers are held to (UPDATE_DOCS=1 writes it)', () => {
  const expected = replayDocs();
  if (process.env.UPDATE_DOCS) {
    writeFileSync(page, expected);
  }
  expect(withoutPadding(readFileSync(page, 'utf8'))).toBe(
    withoutPadding(expected),
  );
});
