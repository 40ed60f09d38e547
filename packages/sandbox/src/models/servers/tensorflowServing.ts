import { HttpError, parseJson, readBody, sendJson } from '../http';
import { exited, running, type ContainerImage } from '../runtime';
import { findArtefact, type Artefact } from './artefacts';

const flag = (args: string[], name: string) =>
  args.find(arg => arg.startsWith(`--${name}=`))?.slice(name.length + 3);

function predictions(artefact: Artefact, instances: unknown): unknown[] {
  if (!Array.isArray(instances)) {
    throw new HttpError(400, "Missing 'inputs' or 'instances' key");
  }
  return instances.map(instance => {
    const row = Array.isArray(instance) ? instance.flat(9) : [instance];
    if (!row.every(value => typeof value === 'number')) {
      throw new HttpError(
        400,
        "Failed to process element: 0 of 'instances' list. Error: INVALID_ARGUMENT: JSON Value is not numeric",
      );
    }
    const output = artefact.predict(row as number[]);
    return Array.isArray(instance) ? output : output[0];
  });
}

/** As in a saved model: numbers of 64 bits are text. */
function signatureOf({ width = -1 }: Artefact) {
  const tensor = (name: string) => ({
    [name]: {
      dtype: 'DT_FLOAT',
      tensor_shape: {
        dim: [-1, width].map(size => ({ size: String(size), name: '' })),
        unknown_rank: false,
      },
      name: `${name}:0`,
    },
  });
  return {
    signature_def: {
      signature_def: {
        serving_default: {
          inputs: tensor('x'),
          outputs: tensor('y'),
          method_name: 'tensorflow/serving/predict',
        },
      },
    },
  };
}

/** TensorFlow Serving's REST API, over a model it was told to load. It has no `/prometheus`. */
export const tensorflowServing: ContainerImage = async context => {
  const { args, log } = context;
  const model = flag(args, 'model_name') ?? 'default';
  const basePath = flag(args, 'model_base_path') ?? '';
  const artefact = findArtefact(context, basePath);
  if (!artefact) {
    log(
      `E No versions of servable ${model} found under base path ${basePath}. Did you forget to name your leaf directory as a number (eg. '/1/')?`,
    );
    return exited({ code: 1 });
  }
  const root = `/v1/models/${model}`;
  const status = {
    model_version_status: [
      {
        version: '1',
        state: 'AVAILABLE',
        status: { error_code: 'OK', error_message: '' },
      },
    ],
  };
  await context.listen(
    Number(flag(args, 'rest_api_port') ?? 8501),
    async (request, response) => {
      const path = (request.url ?? '').split('?')[0];
      try {
        if (path === root) {
          sendJson(response, 200, status);
        } else if (path === `${root}/metadata`) {
          sendJson(response, 200, {
            model_spec: { name: model, signature_name: '', version: '1' },
            metadata: signatureOf(artefact),
          });
        } else if (path === `${root}:predict`) {
          const body = parseJson(await readBody(request));
          sendJson(
            response,
            200,
            body.inputs === undefined
              ? { predictions: predictions(artefact, body.instances) }
              : { outputs: predictions(artefact, body.inputs) },
          );
        } else {
          sendJson(response, 404, { error: 'Malformed request' });
        }
      } catch (error) {
        sendJson(response, error instanceof HttpError ? error.status : 500, {
          error: error instanceof Error ? error.message : String(error),
        });
      }
    },
  );
  log(`I Exporting HTTP/REST API for ${model}`);
  return running();
};
