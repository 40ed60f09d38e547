import type { SourceState } from 'backstage-plugin-ml-monitoring-common';
import { troubledSources } from './troubledSources';

const source = (
  kind: SourceState['kind'],
  status: SourceState['status'],
): SourceState => ({ kind, cluster: 'local', title: kind, status });

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

  it('is silent when all is well', () => {
    expect(troubledSources([source('cluster', 'ok')])).toEqual([]);
  });

  it('is silent about what will be there in a moment', () => {
    expect(troubledSources([source('prometheus', 'pending')])).toEqual([]);
  });
});
