import { createContext, useContext } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useApiHolder } from '@backstage/frontend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import type { ModelRef } from 'backstage-plugin-ml-monitoring-common';

/** The software templates behind the buttons of a model's page, as entity references. */
export interface RolloutTemplates {
  start: string;
  /** Takes a `decision`: `promote` or `abort`. */
  finish: string;
}

export const defaultRolloutTemplates: RolloutTemplates = {
  start: 'template:default/roll-out-seldon-model',
  finish: 'template:default/finish-seldon-rollout',
};

/** What the portal's configuration of the tab names. */
export const RolloutTemplatesContext = createContext(defaultRolloutTemplates);

/** The address of a template with its form filled in; `undefined` while it is not known, or not to be had. */
export function useTemplateAddress(
  template: keyof RolloutTemplates,
  formData: ModelRef & { decision?: string },
): string | undefined {
  const entityRef = useContext(RolloutTemplatesContext)[template];
  const catalog = useApiHolder().get(catalogApiRef);
  const { data: exists } = useQuery({
    queryKey: ['template', entityRef],
    // The catalog shows nobody a template that they may not use.
    queryFn: async () => !!(await catalog?.getEntityByRef(entityRef)),
    enabled: catalog !== undefined,
    staleTime: Infinity,
  });
  if (!exists) {
    return undefined;
  }
  const { namespace, name } = parseEntityRef(entityRef);
  const query = new URLSearchParams({ formData: JSON.stringify(formData) });
  return `/create/templates/${namespace}/${name}?${query}`;
}
