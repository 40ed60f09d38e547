import { useEffect, useState } from 'react';
import { useParams } from 'react-router-dom';
import { useApi } from '@backstage/frontend-plugin-api';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import { endedRun, type EndedRun } from './endedRun';
import { hasBegun } from './hasBegun';

const POLL_MS = 3_000;

/** The run on this page, once it has ended without success and may have left a model behind. */
export function useEndedRun(options: {
  enabled: boolean;
}): EndedRun | undefined {
  const scaffolder = useApi(scaffolderApiRef);
  const { taskId } = useParams();
  const { enabled } = options;
  const [run, setRun] = useState<EndedRun>();

  useEffect(() => {
    setRun(undefined);
    if (!taskId || !enabled) {
      return undefined;
    }
    const aborter = new AbortController();
    const { signal } = aborter;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wasEnded = false;
    const look = async () => {
      // A look that fails says nothing, so there is another.
      const task = await scaffolder.getTask(taskId).catch(() => undefined);
      const ended = task && endedRun(task);
      if (ended && !wasEnded) {
        const step = { taskId, stepId: ended.deployStep };
        const isLeft = await hasBegun(scaffolder, step, { signal });
        if (isLeft && !signal.aborted) {
          setRun(ended);
        }
      } else if (!ended) {
        setRun(undefined);
      }
      wasEnded = Boolean(ended);
      if (!signal.aborted) {
        // A run that has failed can be retried, and then it goes on.
        timer = setTimeout(look, POLL_MS);
      }
    };
    look();
    return () => {
      aborter.abort();
      clearTimeout(timer);
    };
  }, [scaffolder, taskId, enabled]);

  return run;
}
