import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import { stringify } from 'yaml';

/** Documents one step of a template. */
export function exampleOf(
  action: string,
  description: string,
  input: JsonObject,
  step: { id: string; name: string; if?: string },
): TemplateExample {
  return {
    description,
    example: stringify(
      { steps: [{ ...step, action, input }] },
      { singleQuote: true },
    ),
  };
}
