import { duration } from './duration';
import { podMatchers } from './pods';
import type { QueryScope, Window } from './scope';
import { conditions } from './selector';

/**
 * What a query in the configuration may hold for what differs from model to model. Each stands for text that is escaped
 * already, so that no name can break out of its selector.
 */
const parameters = {
  /** Conditions within braces: the series that Seldon labels with the model. */
  model: (scope: QueryScope<Window>) => conditions(scope.matchers),
  /** Conditions within braces: what anything else measures of the model's pods. */
  pods: (scope: QueryScope<Window>) => conditions(podMatchers(scope)),
  /** How far each point looks back. */
  window: (scope: QueryScope<Window>) => duration(scope.windowSeconds),
};

const PARAMETER = /\$([a-z]+)/g;

/** Whether a query asks by the names of pods. @public */
export function isAboutPods(template: string): boolean {
  return namesIn(template).includes('pods');
}

/** What a template holds that is no parameter, e.g. `$namespace`. @public */
export function unknownParameters(template: string): string[] {
  return namesIn(template)
    .filter(name => !Object.hasOwn(parameters, name))
    .map(name => `$${name}`);
}

/** A query of the configuration, about one model. @public */
export function fillTemplate(
  template: string,
  scope: QueryScope<Window>,
): string {
  return template.replace(PARAMETER, (text, name: string) =>
    Object.hasOwn(parameters, name)
      ? parameters[name as keyof typeof parameters](scope)
      : text,
  );
}

function namesIn(template: string): string[] {
  return [...template.matchAll(PARAMETER)].map(([, name]) => name);
}
