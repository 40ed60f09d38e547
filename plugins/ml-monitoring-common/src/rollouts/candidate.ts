import { InputError } from '@backstage/errors';
import type { RolloutRequest } from '../contract/provisioning';
import {
  containersOf,
  nodesOf,
  type NodeSpec,
  type PredictorSpec,
} from './predictorSpec';

const SERVICE_NAME_ANNOTATION = 'seldon.io/svc-name';

/** `v2`, `v3` and so on, after the highest that there is. */
export function nextVersionName(predictors: readonly PredictorSpec[]): string {
  const versions = predictors.map(({ name }) =>
    Number(/^v(\d{1,9})$/.exec(name)?.[1] ?? 1),
  );
  return `v${Math.max(1, ...versions) + 1}`;
}

/** The new version: the running one, in everything that the request leaves out. */
export function candidateOf(
  stable: PredictorSpec,
  name: string,
  request: RolloutRequest,
): PredictorSpec {
  const images = choices('image', request.image, {
    names: containersOf(stable).map(each => each.name),
    of: `container of predictor ${stable.name}`,
  });
  const uris = choices('modelUri', request.modelUri, {
    names: nodesOf(stable.graph)
      .filter(({ modelUri }) => modelUri !== undefined)
      .map(each => each.name),
    of: `graph node with a model URI in predictor ${stable.name}`,
  });
  const { traffic: _, shadow: __, ...rest } = stable;
  const copy: PredictorSpec = {
    ...rest,
    name,
    graph: ownGraph(stable.graph, uris),
  };
  if (stable.componentSpecs) {
    copy.componentSpecs = stable.componentSpecs.map(component => ({
      ...component,
      ...(component.spec && {
        spec: {
          ...component.spec,
          ...(component.spec.containers && {
            containers: component.spec.containers.map(container => ({
              ...container,
              image: images[container.name] ?? container.image,
            })),
          }),
        },
      }),
    }));
  }
  if (request.replicas !== undefined) {
    copy.replicas = request.replicas;
  }
  if (request.shadow) {
    copy.shadow = true;
  }
  if (stable.labels?.version === stable.name) {
    copy.labels = { ...stable.labels, version: name };
  }
  if (stable.annotations?.[SERVICE_NAME_ANNOTATION]) {
    // No two Services can have one name.
    const { [SERVICE_NAME_ANNOTATION]: ___, ...annotations } =
      stable.annotations;
    copy.annotations = annotations;
  }
  return copy;
}

/** What the request asks of the new version that the given predictor has otherwise, one phrase each. */
export function differencesFrom(
  predictor: PredictorSpec,
  request: RolloutRequest,
): string[] {
  const wanted = candidateOf(predictor, predictor.name, request);
  const compare = (
    what: string,
    has: { name: string; value?: unknown }[],
    wants: { name: string; value?: unknown }[],
  ) =>
    has.flatMap(({ name, value }, index) =>
      value === wants[index]?.value
        ? []
        : [`${what} ${String(value)} of ${name}`],
    );
  const images = (of: PredictorSpec) =>
    containersOf(of).map(({ name, image }) => ({ name, value: image }));
  const uris = (of: PredictorSpec) =>
    nodesOf(of.graph).map(({ name, modelUri }) => ({ name, value: modelUri }));
  return [
    ...compare('image', images(predictor), images(wanted)),
    ...compare('model', uris(predictor), uris(wanted)),
    ...(!!request.shadow !== !!predictor.shadow
      ? [predictor.shadow ? 'a copy of the requests' : 'a share of its own']
      : []),
  ];
}

/** A choice by name, or one for the only name there is. */
function choices(
  field: string,
  value: string | Record<string, string> | undefined,
  options: { names: string[]; of: string },
): Record<string, string> {
  const { names, of } = options;
  if (value === undefined) {
    return {};
  }
  if (typeof value === 'string') {
    if (names.length !== 1) {
      throw new InputError(
        `${field}: there is ${names.length ? `more than one ${of} (${names.join(', ')}); say which, as name: value` : `no ${of}`} (got ${value})`,
      );
    }
    return { [names[0]]: value };
  }
  for (const name of Object.keys(value)) {
    if (!names.includes(name)) {
      throw new InputError(
        `${field}.${name}: there is no such ${of}; there is ${names.join(', ') || 'none'}`,
      );
    }
  }
  return value;
}

function ownGraph(node: NodeSpec, uris: Record<string, string>): NodeSpec {
  const copy: NodeSpec = { ...node };
  if (uris[node.name] !== undefined) {
    copy.modelUri = uris[node.name];
  }
  if (node.endpoint) {
    // Written by Seldon's webhook where nodes run in pods of their own: it would lead to the running version.
    const { service_host: _, ...endpoint } = node.endpoint;
    copy.endpoint = endpoint;
  }
  if (node.children) {
    copy.children = node.children.map(child => ownGraph(child, uris));
  }
  return copy;
}
