import type { ScaffolderApi } from '@backstage/plugin-scaffolder-react';

/** Whether a step of a run that has ended was begun, by what the run logged. */
export function hasBegun(
  scaffolder: Pick<ScaffolderApi, 'streamLogs'>,
  run: { taskId: string; stepId: string },
  options: { signal: AbortSignal },
): Promise<boolean> {
  const { taskId, stepId } = run;
  return new Promise(resolve => {
    const settle = (begun: boolean) => {
      resolve(begun);
      // The first events may come before there is a subscription to end.
      queueMicrotask(() => subscription.unsubscribe());
    };
    const subscription = scaffolder.streamLogs({ taskId }).subscribe({
      next: ({ type, body }) => {
        if (body.stepId === stepId && body.status === 'processing') {
          settle(true);
        } else if (type === 'completion') {
          settle(false);
        }
      },
      error: () => settle(false),
      complete: () => settle(false),
    });
    options.signal.addEventListener('abort', () => settle(false), {
      once: true,
    });
  });
}
