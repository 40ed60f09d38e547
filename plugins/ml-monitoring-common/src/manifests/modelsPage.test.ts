import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { KNOWN_SERVERS } from './servers';
import { renderRequest } from './__testUtils__/renderRequest';

const page = readFileSync(
  path.resolve(__dirname, '../../../../docs/models.md'),
  'utf8',
);
/** Each with the heading that it stands below. */
const examples = page.split(/^## /m).flatMap(section =>
  [...section.matchAll(/```yaml\n([^]*?)```/g)].map(([, example]) => ({
    heading: section.split('\n')[0],
    example,
  })),
);

describe('the page on models', () => {
  it.each(examples)('shows what can be deployed: $heading', ({ example }) => {
    const { manifests, warnings } = renderRequest({
      cluster: 'local',
      namespace: 'ml-mon',
      name: 'fraud',
      deployment: parse(example),
      exposure: { kind: 'route' },
    });
    expect(manifests.map(({ kind }) => kind)).toEqual([
      'SeldonDeployment',
      'Route',
    ]);
    expect(warnings).toEqual([expect.stringContaining('no authentication')]);
  });

  it('names every server with its protocols', () => {
    const rows = page
      .split('\n')
      .filter(line => /^\| `\w+_SERVER`/.test(line))
      .map(line =>
        line
          .split('|')
          .slice(1, 3)
          .map(cell => [...cell.matchAll(/`(\w+)`/g)].map(([, word]) => word)),
      );
    const written = rows.flatMap(([servers, protocols]) =>
      servers.map(name => ({ name, protocols })),
    );
    expect(written).toEqual(
      expect.arrayContaining(
        KNOWN_SERVERS.map(({ name, protocols }) => ({ name, protocols })),
      ),
    );
    expect(written).toHaveLength(KNOWN_SERVERS.length);
  });
});
