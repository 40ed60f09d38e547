import type { KubeObject } from '../api/Cluster';
import { protocolFamily } from '../controllers/seldon/predictorServers';
import { APPS_DOMAIN } from '../controllers/routing/routeAdmission';

/** One request of a caller. */
export interface Call {
  /** For the Host header: which Route. */
  host: string;
  path: string;
  body: unknown;
  /** Goes to the Service of the model's first predictor, past every Route. */
  pastRoute?: boolean;
  /** How the answer was, sent to the model afterwards. */
  reward?: number;
}

/** On a SeldonDeployment: how many predictions per second it is asked for. */
export const TRAFFIC_ANNOTATION = 'sandbox/traffic';

export const hostOf = (name: string, namespace: string) =>
  `${name}-${namespace}.${APPS_DOMAIN}`;

/** A prediction as callers of the model would ask for it, through the Route of its name. */
export function predictionCall(model: KubeObject, sequence: number): Call {
  const { name, namespace = '' } = model.metadata;
  const graph = model.spec.predictors[0].graph.name;
  const row = [1, 2, 5 + (sequence % 5)];
  const requests = {
    seldon: {
      path: '/api/v1.0/predictions',
      body: { data: { ndarray: [row] } },
    },
    tensorflow: {
      path: `/v1/models/${graph}:predict`,
      body: { instances: row },
    },
    v2: {
      path: `/v2/models/${graph}/infer`,
      body: {
        inputs: [
          {
            name: 'predict',
            shape: [1, row.length],
            datatype: 'FP64',
            data: row,
          },
        ],
      },
    },
  };
  return {
    host: hostOf(name, namespace),
    ...requests[protocolFamily(model.spec.protocol)],
  };
}
