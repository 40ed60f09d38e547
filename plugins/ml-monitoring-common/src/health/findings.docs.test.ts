import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findingDocs } from './__testUtils__/findingDocs';
import { clusterRules, metricsRules, sources } from './rules';

const page = path.resolve(__dirname, '../../../../docs/on-call.md');
const BEGIN = '<!-- begin of findings -->';
const END = '<!-- end of findings -->';

describe('docs/on-call.md', () => {
  it('says of every finding what its rule says of it (UPDATE_DOCS=1 writes it)', () => {
    const [before, rest] = readFileSync(page, 'utf8').split(BEGIN);
    const [, after] = rest.split(END);
    const expected = `\n\n${findingDocs()}\n\n`;
    if (process.env.UPDATE_DOCS) {
      writeFileSync(page, [before, BEGIN, expected, END, after].join(''));
    }
    expect(readFileSync(page, 'utf8')).toContain(
      [BEGIN, expected, END].join(''),
    );
  });

  it('has one place for each finding', () => {
    const all = [...clusterRules, ...metricsRules, sources].flatMap(
      ({ findings }) => Object.keys(findings),
    );
    expect(all).toEqual([...new Set(all)]);
    expect(all.filter(rule => !/^[a-z]+(-[a-z]+)*$/.test(rule))).toEqual([]);
  });
});
