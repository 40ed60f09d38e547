import type { ScaffolderTaskOutput } from '@backstage/plugin-scaffolder-react';
import { DefaultTemplateOutputs } from '@backstage/plugin-scaffolder-react/alpha';
import { LeftBehind } from './LeftBehind';
import { useEndedRun } from './useEndedRun';

/** What a run of our templates led to. One that was stopped, or failed, has no output of its own: here it offers to remove what it made. */
export function RunOutputs({ output }: { output?: ScaffolderTaskOutput }) {
  const run = useEndedRun({ enabled: !output });
  return (
    <>
      <DefaultTemplateOutputs output={output} />
      {!output && run && <LeftBehind run={run} />}
    </>
  );
}
