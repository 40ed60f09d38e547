import { observation } from '../runChecks';
import type { StartedSide } from '../Suite';
import { startPortalSet, type PortalSet } from './PortalSet';
import { startPostgres } from './startPostgres';

/** What a newcomer runs: one portal, its database in a folder. */
export async function startSinglePortal(): Promise<StartedSide<PortalSet>> {
  const set = await startPortalSet({
    names: ['first'],
    database: folder => ({
      client: 'better-sqlite3',
      connection: { directory: `${folder}/database` },
    }),
  });
  return {
    versions: [],
    look: check => observation(() => check.observe(set)),
    close: set.close,
  };
}

/** What a company runs: replicas that share a PostgreSQL. */
export async function startReplicas(): Promise<StartedSide<PortalSet>> {
  const postgres = await startPostgres();
  try {
    const set = await startPortalSet({
      names: ['first', 'second'],
      database: () => ({ client: 'pg', connection: postgres.connection }),
    });
    return {
      versions: [postgres.title],
      look: check => observation(() => check.observe(set)),
      async close() {
        await set.close();
        await postgres.stop();
      },
    };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}
