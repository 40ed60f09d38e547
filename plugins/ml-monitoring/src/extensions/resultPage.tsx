import { lazy, Suspense } from 'react';
import {
  scaffolderTemplateOutputsBlueprint,
  type ScaffolderTemplateOutputsComponent,
} from '@backstage/plugin-scaffolder-react/alpha';
import { z } from 'zod';

/** Ours that make models. Copies under other names are added in the portal's configuration. */
const TEMPLATES = [
  'template:default/deploy-seldon-model',
  'template:default/compare-seldon-models',
];

const RunOutputs = lazy(() =>
  import('../run/RunOutputs').then(m => ({ default: m.RunOutputs })),
);

// With a boundary of its own, or the steps of the run would vanish while this loads.
const Outputs: ScaffolderTemplateOutputsComponent = props => (
  <Suspense fallback={null}>
    <RunOutputs {...props} />
  </Suspense>
);

/** Offers to remove what a stopped or failed run of these templates made. */
export const runOutputs = scaffolderTemplateOutputsBlueprint.makeWithOverrides({
  name: 'ml-monitoring',
  configSchema: {
    templates: z
      .array(z.string())
      .default(TEMPLATES)
      .describe('The templates whose runs make models, as entity references'),
  },
  factory: (originalFactory, { config }) =>
    originalFactory({
      component: Outputs,
      templateRefs: config.templates,
    }),
});
