import type { ModelServiceFact } from 'backstage-plugin-ml-monitoring-common';
import type { PodObject, ServiceObject } from '../objects';

/** @param predictors - predictor by the name of its Service */
export function serviceFact(
  { metadata, spec }: ServiceObject,
  pods: PodObject[],
  predictors: Map<string, string>,
): ModelServiceFact {
  const predictor = predictors.get(metadata.name);
  const selected = pods.filter(
    pod => !pod.metadata.deletionTimestamp && isSelected(pod, spec.selector),
  );
  const ports = selected.flatMap(pod =>
    (pod.spec?.containers ?? []).flatMap(container => container.ports),
  );
  return {
    name: metadata.name,
    ...(predictor && { predictor }),
    selector: spec.selector,
    selects: selected.map(pod => pod.metadata.name),
    ports: spec.ports.map(({ name, port, targetPort }) => {
      const wanted = targetPort ?? port;
      return {
        ...(name && { name }),
        port,
        ...(ports.length && {
          leadsNowhere: !ports.some(
            each => each.name === wanted || each.containerPort === wanted,
          ),
        }),
      };
    }),
  };
}

function isSelected(
  { metadata }: PodObject,
  selector: Record<string, string>,
): boolean {
  const wanted = Object.entries(selector);
  return (
    wanted.length > 0 &&
    wanted.every(([key, value]) => metadata.labels[key] === value)
  );
}
