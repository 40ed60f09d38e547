import { partNameSchema } from '../../contract/provisioning';
import { predictorServiceName } from '../names';
import {
  nodesOf,
  NO_ENGINE_ANNOTATION,
  SEPARATE_POD_ANNOTATION,
} from '../shape';
import { firstTwice, type Check, type Problem } from './types';

/** Of a Service: what Kubernetes has allowed in every version. */
const SERVICE_NAME = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;
const SERVICE_NAME_ANNOTATION = 'seldon.io/svc-name';

/** Names that objects of the cluster are made from. Seldon hashes long ones, and passes bad ones on. */
export const names: Check = ({ name: model, spec: { predictors } }) => {
  const problems: Problem[] = [];
  const twice = firstTwice(predictors.map(({ name }) => name));
  if (twice >= 0) {
    problems.push({
      path: ['predictors'],
      message: `each must have a name of its own (got ${predictors[twice].name} twice)`,
    });
  }
  predictors.forEach((predictor, index) => {
    const path = ['predictors', index];
    const service = predictor.annotations[SERVICE_NAME_ANNOTATION];
    if (service !== undefined && !SERVICE_NAME.test(service)) {
      problems.push({
        path: [...path, 'annotations', SERVICE_NAME_ANNOTATION],
        message: `must be the name of a Service: at most 63 lower-case letters, digits and "-", starting with a letter (got ${service})`,
      });
    }
    const named = [
      { name: predictor.name, path: [...path, 'name'] },
      ...nodesOf(predictor.graph).map(({ name }) => ({
        name,
        path: [...path, 'graph'],
      })),
      ...predictor.componentSpecs.flatMap(({ spec }, component) =>
        (spec?.containers ?? []).map(({ name }, container) => ({
          name,
          path: [
            ...path,
            ...['componentSpecs', component, 'spec', 'containers', container],
          ],
        })),
      ),
    ];
    for (const each of named) {
      const parsed = partNameSchema.safeParse(each.name);
      if (!parsed.success) {
        problems.push({
          path: each.path,
          message: `the name ${parsed.error.issues[0].message} (got ${each.name})`,
        });
      }
    }
  });
  const services = predictors.map(each => predictorServiceName(model, each));
  const same = firstTwice(services);
  if (twice < 0 && same >= 0) {
    problems.push({
      path: ['predictors', same, 'annotations', SERVICE_NAME_ANNOTATION],
      message: `must differ between predictors (got ${services[same]} twice)`,
    });
  }
  return problems;
};

/** Seldon looks for these in one place only, and overlooks them silently elsewhere. */
export const annotations: Check = ({ spec }) => [
  ...[NO_ENGINE_ANNOTATION, SERVICE_NAME_ANNOTATION]
    .filter(name => name in spec.annotations)
    .map(name => ({
      path: ['annotations', name],
      message:
        'must be an annotation of a predictor: Seldon reads it there only',
    })),
  ...spec.predictors.flatMap((predictor, index) =>
    SEPARATE_POD_ANNOTATION in predictor.annotations
      ? [
          {
            path: ['predictors', index, 'annotations', SEPARATE_POD_ANNOTATION],
            message:
              'must be an annotation for all predictors: Seldon reads it there only',
          },
        ]
      : [],
  ),
];
