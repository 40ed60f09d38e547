import type { Panel } from 'backstage-plugin-ml-monitoring-common';
import type { ChartChoice } from '../../url/chartChoice';

/** Of these panels those that the reader wants to see, in the order of the page. */
export function chosenPanels(
  panels: readonly Panel[],
  chosen: ChartChoice['panels'],
): Panel[] {
  return panels.filter(({ id }) => !chosen || chosen.includes(id));
}

/** What is chosen after a panel was ticked or not. Absent: all, also those that come later. */
export function toggled(
  panels: readonly Panel[],
  chosen: ChartChoice['panels'],
  id: string,
): string[] | undefined {
  const shown = chosenPanels(panels, chosen).map(each => each.id);
  const next = panels
    .map(each => each.id)
    .filter(each => (each === id) !== shown.includes(each));
  return next.length === panels.length ? undefined : next;
}

/** A part of the address that the answer has nothing for. */
export type UnknownName =
  | { kind: 'panel'; name: string }
  | { kind: 'tag'; panel: string; tag: string; tags: readonly string[] }
  | { kind: 'node'; predictor: string; node: string };

/** What the address asks for and the panels do not have. */
export function unknownNames(
  panels: readonly Panel[],
  { panels: chosen = [], by, node }: ChartChoice,
): UnknownName[] {
  const find = (name: string) => panels.find(({ id }) => id === name);
  const named = new Set([...chosen, ...Object.keys(by)]);
  const isMeasured =
    !node ||
    panels.some(
      ({ group, series }) =>
        group === 'nodes' &&
        series.some(
          ({ labels }) =>
            labels.predictor_name === node.predictor &&
            labels.model_name === node.node,
        ),
    );
  return [
    ...[...named]
      .filter(name => !find(name))
      .map(name => ({ kind: 'panel' as const, name })),
    ...Object.entries(by).flatMap(([name, tag]) => {
      const panel = find(name);
      const tags = panel?.tags ?? [];
      return panel && !tags.includes(tag) && panel.by !== tag
        ? [{ kind: 'tag' as const, panel: panel.title, tag, tags }]
        : [];
    }),
    ...(node && !isMeasured ? [{ kind: 'node' as const, ...node }] : []),
  ];
}
