import { InputError } from '@backstage/errors';

/** Which panels a caller asked for. */
export interface WantedPanels {
  has(panelId: string): boolean;
  /** Any about custom metrics. */
  custom: boolean;
}

/**
 * @param text - panel ids, comma separated, where `custom` stands for every custom metric. Absent: all
 * @param panelIds - those of all other panels
 * @throws InputError for an id that no panel has.
 */
export function wantedPanels(
  text: string | undefined,
  panelIds: readonly string[],
): WantedPanels {
  if (text === undefined) {
    return { has: () => true, custom: true };
  }
  const ids = text
    .split(',')
    .map(id => id.trim())
    .filter(Boolean);
  const known = [...panelIds, 'custom'];
  const unknown = ids.find(id => !known.includes(id) && !isCustom(id));
  if (unknown !== undefined) {
    throw new InputError(
      `panels: "${unknown}" is not a panel. There are ${known.join(', ')} and custom:<metric>`,
    );
  }
  return {
    has: id => ids.includes(id) || (isCustom(id) && ids.includes('custom')),
    custom: ids.some(id => id === 'custom' || isCustom(id)),
  };
}

/** Whether it is the id of a panel about a custom metric. */
export function isCustom(id: string): boolean {
  return id.startsWith('custom:');
}
