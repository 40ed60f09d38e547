import type { SourceState } from 'backstage-plugin-ml-monitoring-common';
import { troubledSources } from './troubledSources';

const source = (
  kind: SourceState['kind'],
  status: SourceState['status'],
  title: string = kind,
): SourceState => ({ kind, cluster: 'local', title, status });

describe('troubledSources', () => {
  it('names a source once, in its worst state of several answers', () => {
    expect(
      troubledSources([
        source('cluster', 'stale'),
        source('prometheus', 'ok'),
        source('prometheus', 'failed'),
        source('cluster', 'ok'),
      ]),
    ).toEqual([source('prometheus', 'failed'), source('cluster', 'stale')]);
  });

  it('names each of several Prometheus, and what one lacks only with it', () => {
    const [one, two] = ['Prometheus (http://one)', 'Prometheus (http://two)'];
    expect(
      troubledSources([
        source('prometheus', 'partial', one),
        source('prometheus', 'partial', two),
        source('prometheus', 'failed', `${two}: the error budget`),
      ]).map(({ title }) => title),
    ).toEqual([`${two}: the error budget`, one]);
  });

  it('is silent when all is well', () => {
    expect(troubledSources([source('cluster', 'ok')])).toEqual([]);
  });

  it('is silent about what will be there in a moment', () => {
    expect(troubledSources([source('prometheus', 'pending')])).toEqual([]);
  });
});
