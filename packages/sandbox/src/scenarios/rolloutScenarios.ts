import type { KubeObject } from '../api/Cluster';
import type { Predictor } from '../controllers/seldon/types';
import { editModel, recreateModel, whenAvailable } from './changes';
import { eachModelContainer, withFaultyModel } from './modelContainers';
import type { Scenario } from './types';

const CONTROLLER_ID = 'seldon.io/controller-id';

const firstPredictor = ({ spec }: KubeObject): Predictor => spec.predictors[0];

function setImage(sdep: KubeObject, image: string) {
  for (const { spec } of firstPredictor(sdep).componentSpecs ?? []) {
    for (const container of spec.containers ?? []) {
      container.image = image;
    }
  }
}

function rollOutMissing(sdep: KubeObject) {
  firstPredictor(sdep).progressDeadlineSeconds = 10;
  setImage(sdep, 'registry.example.com/ml/removed:2');
}

function autoscale(sdep: KubeObject, requests: Record<string, string>) {
  for (const componentSpec of firstPredictor(sdep).componentSpecs ?? []) {
    componentSpec.hpaSpec = {
      minReplicas: 1,
      maxReplicas: 2,
      metrics: [
        {
          type: 'Resource',
          resource: { name: 'cpu', targetAverageUtilization: 50 },
        },
      ],
    };
    for (const container of componentSpec.spec.containers ?? []) {
      container.resources = { ...container.resources, requests };
    }
  }
}

/** What is asked of the operator, and what becomes of it. */
export const rolloutScenarios: Scenario[] = [
  {
    name: 'stuck-rollout',
    kind: 'model',
    description:
      'Somebody rolls out a version whose image is not there, with ten seconds to come up, while the old one serves',
    change: (cluster, model) =>
      whenAvailable(cluster, model, () =>
        editModel(cluster, model, rollOutMissing),
      ),
  },
  {
    name: 'progress-deadline',
    kind: 'model',
    description:
      'A version is rolled out whose image is not there, with ten seconds to come up, and of the old one nothing is left',
    changePod: eachModelContainer(container => {
      container.image = 'registry.example.com/ml/removed:1';
    }),
    change: (cluster, model) => editModel(cluster, model, rollOutMissing),
  },
  {
    name: 'predictor-name-invalid',
    kind: 'model',
    description:
      'Somebody gave the predictor a name that the operator can give to no Deployment',
    change: (cluster, model) =>
      editModel(cluster, model, sdep => {
        firstPredictor(sdep).name = 'Model_v2';
      }),
  },
  {
    name: 'controller-id',
    kind: 'model',
    description:
      'The model was made with the label of an operator that does not run here',
    change(cluster, model) {
      recreateModel(cluster, model, ({ metadata }) => {
        metadata.labels![CONTROLLER_ID] = 'team-b';
      });
      return () =>
        recreateModel(cluster, model, ({ metadata }) => {
          delete metadata.labels![CONTROLLER_ID];
        });
    },
  },
  {
    name: 'hpa-at-maximum',
    kind: 'model',
    description:
      'The model needs more CPU for its predictions than as many pods as its autoscaler may make ask for',
    changePod: withFaultyModel({ CPU_SECONDS: '4' }),
    change: (cluster, model) =>
      editModel(cluster, model, sdep => autoscale(sdep, { cpu: '500m' })),
  },
  {
    name: 'hpa-blind',
    kind: 'model',
    description:
      'The model’s autoscaler goes by a share of the requested CPU, and the model requests none',
    change: (cluster, model) =>
      editModel(cluster, model, sdep => autoscale(sdep, {})),
  },
];
