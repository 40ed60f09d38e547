import type { PredictorRequest } from '../../contract/provisioning';
import type { SeldonPredictor } from '../seldonSpec';
import type { Check, Problem } from './types';

const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;
const LABEL_NAME =
  /^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

/** By these the operator finds what it made. Other values would lead the requests of one model to another. */
const OPERATORS_LABELS = /^(seldon-app(-svc.*)?|seldon-deployment-id|app)$/;

/** Where pods may run and what they are labelled, which the operator passes on unread. */
export const scheduling: Check = ({ spec, request }) =>
  spec.predictors.flatMap((predictor, index) => [
    ...replicaProblems(request?.predictors[index], ['predictors', index]),
    ...labelProblems(predictor.labels, ['predictors', index, 'labels'], {
      ours: true,
    }),
    ...podProblems(predictor, ['predictors', index]),
    ...autoscalingProblems(predictor, ['predictors', index]),
  ]);

function podProblems(
  { componentSpecs }: SeldonPredictor,
  path: (string | number)[],
): Problem[] {
  return componentSpecs.flatMap(({ metadata, spec: pod }, index) => {
    const component = [...path, 'componentSpecs', index];
    return [
      ...labelProblems(
        metadata?.labels ?? {},
        [...component, 'metadata', 'labels'],
        { ours: true },
      ),
      ...labelProblems(
        pod?.nodeSelector ?? {},
        [...component, 'spec', 'nodeSelector'],
        { ours: false },
      ),
      ...(pod?.tolerations ?? []).flatMap((toleration, at) =>
        tolerationProblem(toleration).map(message => ({
          path: [...component, 'spec', 'tolerations', at],
          message,
        })),
      ),
    ];
  });
}

function labelProblems(
  labels: Record<string, string>,
  path: (string | number)[],
  { ours }: { ours: boolean },
): Problem[] {
  return Object.entries(labels).flatMap(([name, value]) => {
    if (!LABEL_NAME.test(name)) {
      return [
        {
          path,
          message: `the name of a label must be letters, digits, "-", "_" and ".", at most 63 of them, after an optional domain and "/" (got ${name})`,
        },
      ];
    }
    if (!LABEL_VALUE.test(value)) {
      return [
        {
          path: [...path, name],
          message: `must be the value of a label: at most 63 letters, digits, "-", "_" and ".", starting and ending with a letter or digit (got ${value})`,
        },
      ];
    }
    return ours && OPERATORS_LABELS.test(name)
      ? [
          {
            path: [...path, name],
            message: `cannot be set: it is how Seldon finds the pods of a model (got ${value})`,
          },
        ]
      : [];
  });
}

type Pod = NonNullable<SeldonPredictor['componentSpecs'][number]['spec']>;

function tolerationProblem({
  key,
  operator,
  value,
  effect,
  tolerationSeconds,
}: Pod['tolerations'][number]): string[] {
  if (!key && operator !== 'Exists') {
    return ['without a key the operator must be Exists (got no key)'];
  }
  if (key && !LABEL_NAME.test(key)) {
    return [`the key must be the name of a taint (got ${key})`];
  }
  if (operator === 'Exists' && value) {
    return [`must have no value with the operator Exists (got ${value})`];
  }
  if (value && !LABEL_VALUE.test(value)) {
    return [`the value must be the value of a taint (got ${value})`];
  }
  return tolerationSeconds !== undefined && effect !== 'NoExecute'
    ? [
        `tolerationSeconds needs the effect NoExecute (got ${effect ?? 'no effect'})`,
      ]
    : [];
}

function replicaProblems(
  requested: PredictorRequest | undefined,
  path: (string | number)[],
): Problem[] {
  return requested?.autoscaling && requested.replicas !== undefined
    ? [
        {
          path: [...path, 'replicas'],
          message: `must not be set beside autoscaling (got ${requested.replicas})`,
        },
      ]
    : [];
}

function autoscalingProblems(
  { componentSpecs }: SeldonPredictor,
  path: (string | number)[],
): Problem[] {
  return componentSpecs.flatMap(({ hpaSpec }, index) =>
    hpaSpec && (hpaSpec.minReplicas ?? 1) > hpaSpec.maxReplicas
      ? [
          {
            path: [...path, 'componentSpecs', index, 'hpaSpec', 'minReplicas'],
            message: `must be at most maxReplicas, which is ${hpaSpec.maxReplicas} (got ${hpaSpec.minReplicas})`,
          },
        ]
      : [],
  );
}
