import type { ImageRegistry } from '../controllers/kubelet/kubeletContext';
import { executor } from './executor/executor';
import { running, type ContainerImage } from './runtime';
import { alibiDetect } from './servers/alibiDetect';
import { storageInitializer } from './servers/artefacts';
import { faultyModel } from './servers/faultyModel';
import { mockClassifier, modelWithMetrics } from './servers/mockClassifier';
import { obedientModel } from './servers/obedientModel';
import { huggingface, mlserver, triton } from './servers/openInferenceServer';
import { prepackagedServer, tfservingProxy } from './servers/prepackaged';
import { tensorflowServing } from './servers/tensorflowServing';

/** Repositories, and the tags they have where not every tag exists. */
const IMAGES: { repository: string; tags?: RegExp; run: ContainerImage }[] = [
  { repository: 'seldonio/seldon-core-executor', run: executor },
  { repository: 'seldonio/mock_classifier', run: mockClassifier },
  { repository: 'seldonio/mock_classifier_rest', run: mockClassifier },
  {
    repository: 'seldonio/model-with-metrics_rest',
    tags: /^0\.1$/,
    run: modelWithMetrics,
  },
  { repository: 'tensorflow/serving', run: tensorflowServing },
  { repository: 'seldonio/tfserving-proxy', run: tfservingProxy },
  { repository: 'seldonio/sklearnserver', run: prepackagedServer },
  { repository: 'seldonio/xgboostserver', run: prepackagedServer },
  { repository: 'seldonio/mlflowserver', run: prepackagedServer },
  {
    repository: 'seldonio/mlserver',
    tags: /huggingface/,
    run: huggingface,
  },
  { repository: 'seldonio/mlserver', run: mlserver },
  { repository: 'nvcr.io/nvidia/tritonserver', run: triton },
  {
    repository: 'seldonio/rclone-storage-initializer',
    run: storageInitializer,
  },
  {
    repository: 'gcr.io/kfserving/storage-initializer',
    run: storageInitializer,
  },
  { repository: 'seldonio/alibi-detect-server', run: alibiDetect },
  { repository: 'sandbox/faulty-model', tags: /^1$/, run: faultyModel },
  { repository: 'sandbox/obedient-model', tags: /^1$/, run: obedientModel },
  { repository: 'istio/proxyv2', run: async () => running() },
];

/** A registry of a company's own, which tells strangers nothing. */
const PRIVATE = 'registry.example.com/private/';

function split(image: string): { repository: string; tag: string } {
  const [name] = image.replace(/^docker\.io\//, '').split('@');
  const colon = name.lastIndexOf(':');
  return colon > name.lastIndexOf('/')
    ? { repository: name.slice(0, colon), tag: name.slice(colon + 1) }
    : { repository: name, tag: 'latest' };
}

/** The registries that the node can reach. `more` are images that only run in this process. */
export function imageRegistry(
  more: Record<string, ContainerImage> = {},
): ImageRegistry {
  return {
    wantsCredentials: image => image.startsWith(PRIVATE),
    find(image) {
      if (more[image]) {
        return more[image];
      }
      const { repository, tag } = split(image);
      return IMAGES.find(
        each =>
          each.repository === repository && (!each.tags || each.tags.test(tag)),
      )?.run;
    },
  };
}
