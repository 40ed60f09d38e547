import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { faultDocs } from './__testUtils__/faultDocs';

const docs = path.resolve(__dirname, '../../../docs');
const page = path.join(docs, 'faults.md');

/** Prettier pads tables. */
const withoutPadding = (markdown: string) =>
  markdown
    .replace(/-{3,}/g, '---')
    .replace(/[ \t]+/g, ' ')
    .trim();

describe('docs/faults.md', () => {
  it('says of every fault what it is told as (UPDATE_DOCS=1 writes it)', () => {
    const expected = faultDocs();
    if (process.env.UPDATE_DOCS) {
      writeFileSync(page, expected);
    }
    expect(withoutPadding(readFileSync(page, 'utf8'))).toBe(
      withoutPadding(expected),
    );
  });

  it('links to findings that docs/on-call.md explains', () => {
    const explained = readFileSync(path.join(docs, 'on-call.md'), 'utf8');
    const linked = faultDocs().matchAll(/on-call\.md#([a-z-]+)\)/g);
    const missing = [...linked]
      .map(([, rule]) => rule)
      .filter(rule => rule !== 'findings')
      .filter(rule => !explained.includes(`#### \`${rule}\``));
    expect(missing).toEqual([]);
  });
});
