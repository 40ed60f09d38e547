import {
  arrangePanels,
  builtInProfiles,
  panelCatalogue,
  type MetricsProfile,
  type PanelDefinition,
} from 'backstage-plugin-ml-monitoring-common';
import type { PanelSettings } from '../config';

/** Every panel that any model may have, but for those about its custom metrics. */
export interface PanelSet {
  definitions: PanelDefinition[];
  /** Asked about only for models that they are about. */
  profiles: MetricsProfile[];
  /** Of all of them. */
  ids: string[];
  /** By which tags panels about custom metrics are told apart where nothing else is asked for. */
  tags: ReadonlyMap<string, string>;
  /** For panels that are found out later. */
  arrange(panels: PanelDefinition[]): PanelDefinition[];
}

/** The suite's own panels, as the platform team changed and completed them. */
export function panelSet(
  settings: PanelSettings = {
    arrangements: [],
    tags: new Map(),
    added: [],
    profiles: [],
  },
): PanelSet {
  const arrange = (panels: readonly PanelDefinition[]) =>
    arrangePanels(panels, settings.arrangements);
  const own = settings.added.map(({ id }) => id);
  const everywhere = arrange([
    ...panelCatalogue.filter(({ id }) => !own.includes(id)),
    ...settings.added,
  ]);
  const definitions = everywhere.filter(({ metrics }) => !metrics);
  const profiles = [
    ...everywhere.flatMap(definition => profileOf(definition) ?? []),
    ...builtInProfiles.filter(
      ({ name }) => !settings.profiles.some(each => each.name === name),
    ),
    ...settings.profiles,
  ].map(profile => ({ ...profile, panels: arrange(profile.panels) }));
  return {
    definitions,
    profiles,
    tags: settings.tags,
    ids: [...definitions, ...profiles.flatMap(({ panels }) => panels)].map(
      ({ id }) => id,
    ),
    arrange,
  };
}

function profileOf(definition: PanelDefinition): MetricsProfile | undefined {
  const { id, metrics } = definition;
  return (
    metrics && { name: id, foundBy: 'pods', metrics, panels: [definition] }
  );
}
