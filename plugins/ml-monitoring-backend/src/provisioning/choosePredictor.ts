import { InputError, NotFoundError } from '@backstage/errors';
import {
  stringifyModelRef,
  type ModelDetail,
} from 'backstage-plugin-ml-monitoring-common';

type Model = Pick<ModelDetail, 'ref' | 'predictors'>;

/** The one asked for, else the one that gets the largest share of what comes from outside. */
export function choosePredictor(
  { ref, predictors }: Model,
  wanted?: string,
): Model['predictors'][number] {
  if (wanted !== undefined) {
    const found = predictors.find(({ name }) => name === wanted);
    if (!found) {
      throw new InputError(
        `predictor: must be one of ${predictors.map(({ name }) => name).join(', ')} (got ${wanted})`,
      );
    }
    return found;
  }
  const [first] = predictors
    .filter(({ shadow }) => !shadow)
    .sort((a, b) => (b.traffic ?? 0) - (a.traffic ?? 0));
  if (!first) {
    throw new NotFoundError(
      `Model ${stringifyModelRef(ref)} has no predictor that answers`,
    );
  }
  return first;
}
