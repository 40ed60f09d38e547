import { InputError } from '@backstage/errors';
import { isCustomTag } from 'backstage-plugin-ml-monitoring-common';
import { isCustom } from './wantedPanels';

/** The tag by which the series of a panel are to be told apart, by the id of the panel. */
export type WantedTags = ReadonlyMap<string, string>;

/**
 * @param text - `custom:<metric>=<tag>`, comma separated. Absent: none
 * @throws InputError for what is not written so.
 */
export function wantedTags(text: string | undefined): WantedTags {
  const wanted = new Map<string, string>();
  const parts = (text ?? '').split(',').map(part => part.trim());
  for (const part of parts.filter(Boolean)) {
    const at = part.lastIndexOf('=');
    const id = part.slice(0, Math.max(0, at));
    const tag = part.slice(at + 1);
    if (!isCustom(id)) {
      throw new InputError(
        `by: "${part}" must be custom:<metric>=<tag>. Only panels about custom metrics have tags`,
      );
    }
    if (!isCustomTag(tag)) {
      throw new InputError(
        `by: "${tag}" cannot be a tag of ${id}. A tag is a label that the model itself gives to the metric; the panel lists its own`,
      );
    }
    if (wanted.has(id)) {
      throw new InputError(`by: ${id} can be told apart by one tag only`);
    }
    wanted.set(id, tag);
  }
  return wanted;
}
