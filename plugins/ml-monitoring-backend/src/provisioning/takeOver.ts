import {
  MODEL_LABEL,
  type Manifest,
} from 'backstage-plugin-ml-monitoring-common';
import type { AnyObject } from '../cluster';
import { gitOwnerOf, isOurs, managersOf, modelIdOf } from './ownership';
import type { Refusal } from './refusals';

/** Why an object that is there is not ours to change, unless somebody decides that it be. */
export interface OthersObject extends Refusal {
  /** Finding it as it was asked for is no reason to refuse. */
  harmlessUnchanged: boolean;
}

/** @returns `undefined` when the object is ours and nobody else sees to it */
export function whoseElse(
  before: AnyObject,
  manifest: Manifest,
): OthersObject | undefined {
  const { resourceVersion } = before.metadata;
  const model = modelIdOf(before);
  // Whoever may change one model may not take from another, whatever keeps that one as it is.
  if (model !== undefined && model !== manifest.metadata.labels[MODEL_LABEL]) {
    return {
      status: 409,
      message: `it exists already and belongs to another model. It is left as it is: choose another name`,
      conflicts: [],
      resourceVersion: undefined,
      harmlessUnchanged: false,
    };
  }
  const inGit = gitOwnerOf(before);
  if (inGit) {
    return {
      status: 409,
      message: `${inGit} keeps it as it is in Git and would undo the change. Change it in Git (seldon:model:render writes the files), or take it over by naming it in takeOver`,
      conflicts: [],
      resourceVersion,
      harmlessUnchanged: isOurs(before),
    };
  }
  return isOurs(before) && model !== undefined
    ? undefined
    : {
        status: 409,
        message: `it exists already and is managed by ${managersOf(before)}. It is left as it is: choose another name, or take it over by naming it in takeOver`,
        conflicts: [],
        resourceVersion,
        harmlessUnchanged: false,
      };
}

/** @returns why a take-over comes too late, where it does */
export function requireTakeable(
  before: AnyObject | undefined,
  named: string,
): Refusal | undefined {
  const resourceVersion = before?.metadata.resourceVersion;
  return resourceVersion === named
    ? undefined
    : {
        status: 409,
        message: `it has changed since takeOver was decided (resourceVersion ${named}, now ${resourceVersion ?? 'gone'}). Plan again and look at it anew`,
        conflicts: [],
        resourceVersion,
      };
}
