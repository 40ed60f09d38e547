import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { predictorRequestSchema } from 'backstage-plugin-ml-monitoring-common';
import { actionDocs } from './__testUtils__/actionDocs';
import { actionsAt } from './__testUtils__/runAction';

const docs = path.resolve(__dirname, '../../../docs');
const reference = path.join(docs, 'template-actions.md');

/** Prettier pads tables. */
const withoutPadding = (markdown: string) =>
  markdown
    .replace(/-{3,}/g, '---')
    .replace(/[ \t]+/g, ' ')
    .trim();

describe('docs/template-actions.md', () => {
  it('says of every action what the action says of itself (UPDATE_DOCS=1 writes it)', () => {
    const expected = actionDocs(actionsAt('http://unused'));
    if (process.env.UPDATE_DOCS) {
      writeFileSync(reference, expected);
    }
    expect(withoutPadding(readFileSync(reference, 'utf8'))).toBe(
      withoutPadding(expected),
    );
  });
});

describe('docs/templates.md', () => {
  const page = readFileSync(path.join(docs, 'templates.md'), 'utf8');

  it.each(Object.keys(predictorRequestSchema.shape))(
    'explains the field %s of a predictor',
    field => {
      expect(page).toContain(`| \`${field}\``);
    },
  );

  it.each(actionsAt('http://unused').map(({ id }) => id))(
    'tells when to use %s',
    id => {
      expect(page).toContain(`\`${id}\``);
    },
  );
});
