import { parser } from '@prometheus-io/lezer-promql';
import { unknownParameters } from 'backstage-plugin-ml-monitoring-common';

/** Stand where a parameter stood, and nowhere else: no query may name such labels itself. */
const MARKS = { model: '__model__', pods: '__pods__' };

/**
 * What is wrong with a query in the configuration. Every selector must have `$model` or `$pods` among its conditions: the panel is
 * shown to whoever may read the model, and must not tell of others.
 */
export function problemOfTemplate(template: string): string | undefined {
  const [unknown] = unknownParameters(template);
  if (unknown) {
    return `must have no parameters but $model, $pods and $window (got ${unknown})`;
  }
  const mark = Object.values(MARKS).find(label => template.includes(label));
  if (mark) {
    return `must not have a label ${mark}`;
  }
  const query = template
    .replaceAll('$model', `${MARKS.model}="1"`)
    .replaceAll('$pods', `${MARKS.pods}="1"`)
    .replaceAll('$window', '5m');
  let problem: string | undefined;
  let selectors = 0;
  parser.parse(query).iterate({
    enter(node) {
      if (node.type.isError) {
        problem ??= `must be PromQL (it is not at "${query.slice(node.from, node.from + 20)}")`;
      }
      if (node.name !== 'VectorSelector') {
        return;
      }
      selectors += 1;
      const labels = node.node
        .getChild('LabelMatchers')
        ?.getChildren('UnquotedLabelMatcher')
        .map(matcher => matcher.getChild('LabelName'))
        .map(label => label && query.slice(label.from, label.to));
      if (!labels?.some(label => Object.values(MARKS).includes(label ?? ''))) {
        problem ??= `must have $model or $pods in the braces of every selector, e.g. my_metric{$model} (it has not in "${query.slice(node.from, node.to)}")`;
      }
    },
  });
  return problem ?? (selectors ? undefined : 'must select series of the model');
}
