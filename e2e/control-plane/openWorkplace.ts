import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endWithSignals } from './endWithSignals';
import { ProcessGroup } from './ProcessGroup';

/** A folder and the programs that work in it. */
export interface Workplace {
  folder: string;
  group: ProcessGroup;
  /** Ends the programs and removes the folder. Called again, it answers the same. */
  close(): Promise<void>;
}

/**
 * Closed also when the process is asked to end, and as well as it can when it ends otherwise.
 *
 * @param prefix - of the name of the folder
 * @param stop - how the programs are ended, where that takes more than ending each
 */
export async function openWorkplace(
  prefix: string,
  stop = (group: ProcessGroup) => group.stop(),
): Promise<Workplace> {
  const folder = await mkdtemp(join(tmpdir(), prefix));
  const group = new ProcessGroup();
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= stop(group)
      .then(() => rm(folder, { recursive: true, force: true }))
      .finally(disarm);
    return closed;
  };
  const disarm = endWithSignals({
    close,
    now() {
      group.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  });
  return { folder, group, close };
}
