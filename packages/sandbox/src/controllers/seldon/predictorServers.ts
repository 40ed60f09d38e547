/** One entry of `predictor_servers` in the ConfigMap `seldon-config`. */
interface PredictorServer {
  protocols: Partial<
    Record<
      'seldon' | 'tensorflow' | 'v2',
      { image: string; defaultImageVersion: string }
    >
  >;
}

const mlserver = {
  image: 'seldonio/mlserver',
  defaultImageVersion: '1.3.5-slim',
};

/** What an untouched installation knows. */
export const PREDICTOR_SERVERS: Record<string, PredictorServer> = {
  SKLEARN_SERVER: {
    protocols: {
      seldon: {
        image: 'seldonio/sklearnserver',
        defaultImageVersion: '1.17.1',
      },
      v2: mlserver,
    },
  },
  XGBOOST_SERVER: {
    protocols: {
      seldon: {
        image: 'seldonio/xgboostserver',
        defaultImageVersion: '1.17.1',
      },
      v2: mlserver,
    },
  },
  MLFLOW_SERVER: {
    protocols: {
      seldon: { image: 'seldonio/mlflowserver', defaultImageVersion: '1.17.1' },
      v2: mlserver,
    },
  },
  TENSORFLOW_SERVER: {
    protocols: {
      seldon: {
        image: 'seldonio/tfserving-proxy',
        defaultImageVersion: '1.17.1',
      },
      tensorflow: { image: 'tensorflow/serving', defaultImageVersion: '2.1.0' },
    },
  },
  TRITON_SERVER: {
    protocols: {
      v2: {
        image: 'nvcr.io/nvidia/tritonserver',
        defaultImageVersion: '21.08-py3',
      },
    },
  },
  TEMPO_SERVER: { protocols: { v2: mlserver } },
  HUGGINGFACE_SERVER: {
    protocols: {
      v2: {
        image: 'seldonio/mlserver',
        defaultImageVersion: '1.3.5-huggingface',
      },
    },
  },
};

/** Computed by the executor itself: no container, no server. */
const BUILT_IN = new Set([
  'UNKNOWN_IMPLEMENTATION',
  'SIMPLE_MODEL',
  'SIMPLE_ROUTER',
  'RANDOM_ABTEST',
  'AVERAGE_COMBINER',
]);

export type PredictorServers = Record<string, PredictorServer>;

export function isPrepackaged(
  implementation: string | undefined,
): implementation is string {
  return !!implementation && !BUILT_IN.has(implementation);
}

export function isBuiltIn(implementation: string | undefined) {
  return (
    !!implementation &&
    implementation !== 'UNKNOWN_IMPLEMENTATION' &&
    BUILT_IN.has(implementation)
  );
}

/** `kfserving` is the older name of `v2`. */
export function protocolFamily(
  protocol: string | undefined,
): 'seldon' | 'tensorflow' | 'v2' {
  if (protocol === 'tensorflow') {
    return 'tensorflow';
  }
  return protocol === 'v2' || protocol === 'kfserving' ? 'v2' : 'seldon';
}

/** The image of a prepackaged server, where the installation has one for the protocol. */
export function serverImage(
  servers: PredictorServers,
  implementation: string,
  protocol: string | undefined,
): string | undefined {
  const found = servers[implementation]?.protocols[protocolFamily(protocol)];
  return found && `${found.image}:${found.defaultImageVersion}`;
}
