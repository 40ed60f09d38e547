import type { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';

/** The name under which the output of the tried step comes back. */
const TRIED = 'tried';

/**
 * The same template up to and with the first step of this action, for a dry run that stops there. The step fills in its
 * input from the values of the form as the real run will, so what it shows is what will be asked for.
 *
 * @returns undefined where the template has no such step
 */
export function templateUpTo(
  template: TemplateEntityV1beta3,
  action: string,
  extraInput: Record<string, boolean> = {},
): TemplateEntityV1beta3 | undefined {
  const index = template.spec.steps.findIndex(step => step.action === action);
  if (index < 0) {
    return undefined;
  }
  const step = template.spec.steps[index];
  const tried = {
    ...step,
    id: TRIED,
    input: { ...step.input, ...extraInput },
  };
  return {
    ...template,
    spec: {
      ...template.spec,
      // The form has checked them page by page, and has not been through all of them yet.
      parameters: [],
      steps: [...template.spec.steps.slice(0, index), tried],
      output: { [TRIED]: `\${{ steps.${TRIED}.output }}` },
    },
  };
}

/** What the tried step put out. */
export function triedOutput(output: unknown): unknown {
  return (output as Record<string, unknown> | undefined)?.[TRIED];
}
