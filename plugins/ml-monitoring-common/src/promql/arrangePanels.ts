import type { PanelDefinition } from './catalogue';

/** What a platform team decided about a panel: one of ours, one about a custom metric, or one of its own. @public */
export interface PanelArrangement extends Partial<
  Pick<
    PanelDefinition,
    'title' | 'group' | 'unit' | 'description' | 'thresholds'
  >
> {
  id: string;
  hidden: boolean;
}

/** Renames, regroups and hides panels, those that are mentioned first and in that order. @public */
export function arrangePanels(
  definitions: readonly PanelDefinition[],
  arrangements: readonly PanelArrangement[],
): PanelDefinition[] {
  const places = new Map(arrangements.map(({ id }, index) => [id, index]));
  const placeOf = ({ id }: PanelDefinition) =>
    places.get(id) ?? arrangements.length;
  return definitions
    .flatMap(definition => {
      const { hidden, ...changed } =
        arrangements[placeOf(definition)] ?? definition;
      return hidden ? [] : { ...definition, ...changed };
    })
    .sort((a, b) => placeOf(a) - placeOf(b));
}
