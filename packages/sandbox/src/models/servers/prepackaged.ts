import { HttpError, parseJson, sendRequest } from '../http';
import { pythonWrapper } from '../wrapper/pythonWrapper';
import { mountedModel } from './artefacts';

/** `sklearnserver`, `xgboostserver` and `mlflowserver`: the wrapper around a mounted model. */
export const prepackagedServer = pythonWrapper(context => {
  const artefact = mountedModel(context);
  return {
    predict: rows => ({ rows: rows.map(row => artefact.predict(row)) }),
  };
});

/** Translates between Seldon's protocol and TensorFlow Serving in the same pod. */
export const tfservingProxy = pythonWrapper(context => ({
  async predict(rows) {
    const where = context.locate('localhost', 2001);
    if (!where) {
      throw new HttpError(500, 'TensorFlow Serving cannot be found');
    }
    const { status, body } = await sendRequest({
      ...where,
      path: `/v1/models/${context.env.PREDICTIVE_UNIT_ID}:predict`,
      method: 'POST',
      body: { instances: rows },
      timeoutMs: 30_000,
    });
    if (status !== 200) {
      throw new HttpError(500, body);
    }
    return { rows: parseJson(body).predictions };
  },
}));
