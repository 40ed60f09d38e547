import { ORCHESTRATOR } from '../../promql/calls';
import { parseQuantity } from '../../quantity';
import type { SeldonContainer, SeldonPredictor } from '../seldonSpec';
import { isPrepackaged } from '../servers';
import { NO_ENGINE_ANNOTATION, nodesOf } from '../shape';
import { firstTwice, type Check, type Problem } from './types';

type Path = (string | number)[];

/** `[registry[:port]/]repository[:tag][@digest]`, as the container runtimes read it. */
const IMAGE =
  /^((?=localhost|[^/]*[.:])[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]+)?\/)?[a-z0-9]+([._-]+[a-z0-9]+)*(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?(@[a-z0-9]+([+._-][a-z0-9]+)*:[0-9a-fA-F]{32,})?$/;

/** The orchestrator listens on these in the same pod. */
const ORCHESTRATOR_PORTS = [8000, 5001];

/** What runs in the pods. */
export const containers: Check = ({ spec, request }) =>
  spec.predictors.flatMap((predictor, index) => {
    const path = ['predictors', index];
    const all = predictor.componentSpecs.flatMap(({ spec: pod }, component) => [
      ...located(
        pod?.containers,
        [...path, 'componentSpecs', component],
        'containers',
      ),
      ...located(
        pod?.initContainers,
        [...path, 'componentSpecs', component],
        'initContainers',
      ),
    ]);
    const names = all.map(({ container }) => container.name);
    const twice = firstTwice(names);
    return [
      ...(twice >= 0
        ? [
            {
              path: all[twice].at,
              message: `each container of a predictor must have a name of its own (got ${names[twice]} twice)`,
            },
          ]
        : []),
      ...all.flatMap(({ container, at }) =>
        containerProblems(container, at, predictor),
      ),
      ...withoutNode(
        predictor,
        request?.predictors[index]?.containers ?? [],
        path,
      ),
    ];
  });

function located(
  found: SeldonContainer[] | undefined,
  path: Path,
  list: string,
): { container: SeldonContainer; at: Path }[] {
  return (found ?? []).map((container, index) => ({
    container,
    at: [...path, 'spec', list, index],
  }));
}

function containerProblems(
  { name, image, ports, resources }: SeldonContainer,
  at: Path,
  predictor: SeldonPredictor,
): Problem[] {
  const problems: Problem[] = [];
  const node = nodesOf(predictor.graph).find(each => each.name === name);
  if (image === undefined && !isPrepackaged(node?.implementation)) {
    problems.push({
      path: [...at, 'image'],
      message: `is needed, as ${name} is not a prepackaged server (got nothing)`,
    });
  }
  if (image !== undefined && (image.length > 512 || !IMAGE.test(image))) {
    problems.push({
      path: [...at, 'image'],
      message: `must be an image such as registry.example.com/team/model:1.0 (got ${image})`,
    });
  }
  const withEngine = !(NO_ENGINE_ANNOTATION in predictor.annotations);
  if (withEngine && name === ORCHESTRATOR) {
    problems.push({
      path: at,
      message: `the name ${name} is the orchestrator's own (got it for another)`,
    });
  }
  const taken = ports.find(port =>
    ORCHESTRATOR_PORTS.includes(port.containerPort),
  );
  if (withEngine && taken) {
    problems.push({
      path: at,
      message: `must not listen on port ${ORCHESTRATOR_PORTS.join(' or ')}, as the orchestrator beside it does (got ${taken.containerPort})`,
    });
  }
  for (const what of ['cpu', 'memory']) {
    const [asked, most] = [
      resources?.requests?.[what],
      resources?.limits?.[what],
    ];
    const [low, high] = [asked, most].map(each => parseQuantity(String(each)));
    if (low !== undefined && high !== undefined && low > high) {
      problems.push({
        path: [...at, 'resources', 'requests', what],
        message: `must be at most the limit, which is ${most} (got ${asked})`,
      });
    }
  }
  return problems;
}

/** The form knows no sidecars: a container that no node names is a slip, unless a patch brings it. */
function withoutNode(
  predictor: SeldonPredictor,
  requested: readonly { name: string }[],
  path: Path,
): Problem[] {
  const nodes = new Set(nodesOf(predictor.graph).map(({ name }) => name));
  return requested.flatMap(({ name }, index) =>
    nodes.has(name)
      ? []
      : [
          {
            path: [...path, 'componentSpecs', 0, 'spec', 'containers', index],
            message: `must have the name of a graph node, which is ${[...nodes].join(' or ')} (got ${name}); a sidecar can be given in a patch`,
          },
        ],
  );
}

/** Two containers of one pod on one port: the second never starts. */
export const ports: Check = ({ spec }) =>
  spec.predictors.flatMap((predictor, index) =>
    predictor.componentSpecs.flatMap(({ spec: pod }, component) => {
      const taken = (pod?.containers ?? []).flatMap(({ ports: own }) =>
        own.map(({ containerPort }) => String(containerPort)),
      );
      const twice = firstTwice(taken);
      return twice < 0
        ? []
        : [
            {
              path: [
                'predictors',
                index,
                'componentSpecs',
                component,
                'spec',
                'containers',
              ],
              message: `each must listen on a port of its own (got ${taken[twice]} twice)`,
            },
          ];
    }),
  );
