import { execFile } from 'node:child_process';
import { chown } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePorts } from '../../control-plane/freePorts';
import { MissingPartError } from '../../control-plane/MissingPartError';
import { until } from '../../control-plane/until';
import { openWorkplace } from '../../control-plane/openWorkplace';

const run = promisify(execFile);
const startMilliseconds = 120_000;
const USER = 'portal';

interface Identity {
  uid: number;
  gid: number;
}

export interface RunningPostgres {
  title: string;
  /** For Backstage's `backend.database`. */
  connection: { host: string; port: number; user: string };
  stop(): Promise<void>;
}

/** A PostgreSQL of its own on a free port of loopback, in a folder that goes with it. */
export async function startPostgres(): Promise<RunningPostgres> {
  const bin = await programFolder();
  const { stdout: version } = await run(join(bin, 'postgres'), ['--version']);
  const identity = await unprivileged();
  const { folder, group, close: stop } = await openWorkplace('postgres-');
  try {
    if (identity) await chown(folder, identity.uid, identity.gid);
    const data = join(folder, 'data');
    await run(
      join(bin, 'initdb'),
      ['--pgdata', data, '--username', USER, '--auth=trust', '--no-sync'],
      { ...identity, cwd: folder },
    );
    const [port] = await freePorts(1);
    const connection = { host: '127.0.0.1', port, user: USER };
    group.start({
      name: 'postgres',
      path: join(bin, 'postgres'),
      args: [
        ...['-D', data],
        ...['-h', connection.host],
        ...['-p', String(port)],
        ...['-k', ''],
        ...['-c', 'fsync=off'],
      ],
      cwd: folder,
      identity,
      // Ends its connections at once, instead of waiting for them.
      stopSignal: 'SIGINT',
    });
    await until(
      () =>
        run(join(bin, 'pg_isready'), [
          ...['-h', connection.host],
          ...['-p', String(port)],
        ]).then(() => true),
      {
        what: 'PostgreSQL to be ready',
        timeoutMilliseconds: startMilliseconds,
        failed: group.failed,
      },
    );
    return { title: version.trim(), connection, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function programFolder(): Promise<string> {
  try {
    const { PG_CONFIG_BINARY = 'pg_config' } = process.env;
    const { stdout } = await run(PG_CONFIG_BINARY, ['--bindir']);
    return stdout.trim();
  } catch {
    throw new MissingPartError(
      'PostgreSQL is not installed: install its server, and set PG_CONFIG_BINARY where its pg_config is not on the PATH',
    );
  }
}

/** PostgreSQL refuses to run as root. */
async function unprivileged(): Promise<Identity | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = async (flag: string) =>
    Number((await run('id', [flag, 'postgres'])).stdout);
  return { uid: await idOf('-u'), gid: await idOf('-g') };
}
