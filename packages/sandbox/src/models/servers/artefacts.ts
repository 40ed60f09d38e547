import { exited, type ContainerContext, type ContainerImage } from '../runtime';
import { mockProbability } from './mockClassifier';

/** A trained model as it lies in a bucket. */
export interface Artefact {
  /** Values in a row. Absent: any number. */
  width?: number;
  predict(row: number[]): number[];
}

const oneHot = (size: number, index: number) =>
  Array.from({ length: size }, (_, at) => (at === index ? 1 : 0));

/** Three classes by petal length, as good as any tree on the iris data. */
const iris: Artefact = {
  predict: row => {
    const petal = row[2] ?? 0;
    return oneHot(3, [2.45, 4.8].filter(bound => petal >= bound).length);
  },
};
const halfPlusTwo: Artefact = {
  width: 1,
  predict: row => row.map(x => x / 2 + 2),
};
const linear: Artefact = {
  predict: row => [row.reduce((sum, value) => sum + value, 0) / row.length],
};
const classifier: Artefact = { predict: row => [mockProbability(row)] };

/** The buckets that this cluster can read: public examples, and `sandbox/` for tests. */
const BUCKETS: [RegExp, Artefact][] = [
  [/^gs:\/\/seldon-models\/.*iris/, iris],
  [/^gs:\/\/seldon-models\/.*half_plus_two/, halfPlusTwo],
  [/^gs:\/\/seldon-models\/mlflow\//, linear],
  [/^gs:\/\/seldon-models\//, classifier],
  [/^(gs|s3|https?):\/\/sandbox\//, classifier],
];

const readBucket = (uri: string) =>
  BUCKETS.find(([pattern]) => pattern.test(uri))?.[1];

/** A bucket that lets nobody in. */
const PRIVATE = /^(gs|s3):\/\/private\//;

const MOUNT = '/mnt/models';

/** Copies a model from its bucket into the pod's volume, or fails as rclone does. */
export const storageInitializer: ContainerImage = async context => {
  const [uri = '', target = MOUNT] = context.args;
  const artefact = readBucket(uri);
  if (PRIVATE.test(uri)) {
    context.log(
      `ERROR : ${uri}: error reading source root directory: AccessDenied: Access Denied`,
    );
    context.log('\tstatus code: 403');
    context.log('Failed to copy: AccessDenied: Access Denied');
    return exited({ code: 1 });
  }
  if (!artefact) {
    context.log(
      `ERROR : ${uri}: error reading source root directory: directory not found`,
    );
    context.log('Failed to copy: directory not found');
    return exited({ code: 3 });
  }
  context.volume(target).set('model', artefact);
  context.log(`INFO : copied ${uri} to ${target}`);
  return exited({ code: 0 });
};

/** What a server finds under its model path: a mounted volume, or a bucket it reads itself. */
export function findArtefact(
  { volume }: Pick<ContainerContext, 'volume'>,
  path: string,
): Artefact | undefined {
  return path.startsWith('/')
    ? (volume(path).get('model') as Artefact | undefined)
    : readBucket(path);
}

/** The model that a prepackaged server was given, or a failure the server would end with. */
export function mountedModel(context: ContainerContext): Artefact {
  const artefact = findArtefact(context, MOUNT);
  if (!artefact) {
    throw new Error(`FileNotFoundError: no model under ${MOUNT}`);
  }
  return artefact;
}
