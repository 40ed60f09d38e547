import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { parse } from 'yaml';
import { readMlMonitoringConfig } from '../config';

const text = readFileSync(
  join(__dirname, '../../../../docs/prometheus.md'),
  'utf8',
);

describe('docs/prometheus.md', () => {
  it('has examples that the portal takes', () => {
    const examples = [...text.matchAll(/^```yaml\n([^]*?)^```/gm)].map(
      ([, yaml]) =>
        readMlMonitoringConfig(new ConfigReader(parse(yaml))).prometheus,
    );
    expect(examples.map(({ length }) => length)).toEqual([1, 3]);
  });

  it('explains failures by the words with which they are told', () => {
    const told = ['refusal.ts', 'PrometheusClient.ts']
      .map(file => readFileSync(join(__dirname, file), 'utf8'))
      .join();
    const [table] = /^\| It says[^]*?\n\n/m.exec(text)!;
    const phrases = table
      .split('\n')
      .slice(2)
      .flatMap(row => [...(row.split('|')[1] ?? '').matchAll(/_([^_]+)_/g)])
      .map(([, phrase]) => phrase.split(/ \(HTTP|…/)[0].trim());
    expect(phrases.length).toBeGreaterThan(12);
    expect(phrases.filter(phrase => !told.includes(phrase))).toEqual([]);
  });
});
