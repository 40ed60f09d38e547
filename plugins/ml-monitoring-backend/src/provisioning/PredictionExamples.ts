import {
  exampleOf,
  type ModelDetail,
  type ModelRef,
  type PredictionExample,
} from 'backstage-plugin-ml-monitoring-common';
import type { Clusters } from '../cluster';
import type { ProvisioningConfig } from '../config';
import type { ModelAccess } from '../permissions';
import type { ModelReader } from '../services/types';
import type { Caller } from './Audit';
import { choosePredictor } from './choosePredictor';
import { metadataPaths } from './protocolPaths';
import { requirePredictable } from './requirePredictable';
import { isSaidByApiServer, servicePath } from './servicePath';

const TIMEOUT_SECONDS = 5;
const MAXIMUM_BYTES = 256 * 1024;

/** What to begin a test prediction with, made of what the model says of itself. */
export class PredictionExamples {
  constructor(
    private readonly options: {
      clusters: Clusters;
      reader: ModelReader;
      config: ProvisioningConfig;
      access: ModelAccess;
    },
  ) {}

  async example(
    requested: ModelRef,
    caller: Caller,
  ): Promise<PredictionExample> {
    const model = await requirePredictable(this.options, requested, caller);
    const { maximumBytes } = this.options.config.predictions;
    const { protocol, predictors } = model;
    const metadata = await this.metadata(model, caller);
    return {
      protocol,
      ...exampleOf({ protocol, metadata, maximumBytes }),
      predictors: predictors.map(({ name }) => name),
      maximumBytes,
    };
  }

  /** `undefined`: it has none, or cannot be asked. That it cannot is told when the prediction is sent. */
  private async metadata(
    model: Pick<ModelDetail, 'ref' | 'protocol' | 'predictors'>,
    { signal }: Caller,
  ): Promise<unknown> {
    const predictor = choosePredictor(model);
    const client = await this.options.clusters.client(model.ref.cluster);
    for (const path of metadataPaths(model.protocol, predictor.graph.name)) {
      const answer = await client
        .send({
          path: servicePath(model, predictor, path),
          timeoutSeconds: TIMEOUT_SECONDS,
          maximumBytes: MAXIMUM_BYTES,
          signal,
        })
        .catch(() => undefined);
      signal?.throwIfAborted();
      const metadata =
        answer?.status === 200 ? parseJson(answer.body) : undefined;
      if (metadata !== undefined) {
        return metadata;
      }
      if (!answer || isSaidByApiServer(parseJson(answer.body))) {
        return undefined;
      }
    }
    return undefined;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
