import type { Panel, Series } from 'backstage-plugin-ml-monitoring-common';
import type { NodeChoice } from '../../url/chartChoice';

/** What is measured of nodes, and the series of which panel says the same of the whole; of several, which. */
const pairs = [
  { ofNode: 'node-requests', ofWhole: 'requests', kind: '' },
  { ofNode: 'node-errors', ofWhole: 'errors', kind: '5xx' },
  { ofNode: 'node-latency', ofWhole: 'latency', kind: 'p95' },
];

/** The nodes of which anything was measured, in the order of the panels. */
export function measuredNodes(panels: readonly Panel[]): NodeChoice[] {
  const found = new Map<string, NodeChoice>();
  for (const { group, series } of panels) {
    for (const { labels } of group === 'nodes' ? series : []) {
      const { predictor_name: predictor, model_name: node } = labels;
      if (predictor && node) {
        found.set(`${predictor}/${node}`, { predictor, node });
      }
    }
  }
  return [...found.values()];
}

/** A chart for each thing measured of a node and of its predictor as a whole, with a line for either. */
export function nodeAgainstWhole(
  panels: readonly Panel[],
  { predictor, node }: NodeChoice,
  names: { whole: string; title(ofNode: string): string; description: string },
): Panel[] {
  return pairs.flatMap(({ ofNode, ofWhole, kind }) => {
    const part = panels.find(({ id }) => id === ofNode);
    const whole = panels.find(({ id }) => id === ofWhole);
    if (!part || !whole || part.unit !== whole.unit) {
      return [];
    }
    const lines: Series[] = [
      ...part.series
        .filter(({ id }) => id === `${predictor}/${node}/${kind}`)
        .map(series => ({ ...series, id: 'node', name: node })),
      ...whole.series
        .filter(({ id }) => id === `${predictor}/${kind}`)
        .map(series => ({ ...series, id: 'whole', name: names.whole })),
    ];
    const failed = [part, whole].find(({ status }) => status === 'failed');
    const measured = lines.length > 0 ? 'ok' : 'empty';
    return [
      {
        ...part,
        id: `${ofNode}:whole`,
        title: names.title(part.title),
        description: names.description,
        status: failed ? 'failed' : measured,
        message: failed?.message,
        series: lines,
        queries: [...new Set([...part.queries, ...whole.queries])],
      },
    ];
  });
}
