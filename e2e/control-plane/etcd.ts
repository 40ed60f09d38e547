import { z } from 'zod/v3';

const timeoutMilliseconds = 10_000;

export async function readEtcdVersion(etcdUrl: string): Promise<string> {
  const answer = await fetch(`${etcdUrl}/version`, {
    signal: AbortSignal.timeout(timeoutMilliseconds),
  });
  const { etcdserver } = z
    .object({ etcdserver: z.string() })
    .parse(await answer.json());
  return `v${etcdserver}`;
}

/** Drops all past values up to a revision, which is what the API server calls a resource version. */
export async function compact(etcdUrl: string, revision: string) {
  const answer = await fetch(`${etcdUrl}/v3/kv/compaction`, {
    method: 'POST',
    body: JSON.stringify({ revision }),
    signal: AbortSignal.timeout(timeoutMilliseconds),
  });
  if (!answer.ok) {
    throw new Error(
      `etcd did not compact: ${answer.status} ${await answer.text()}`,
    );
  }
}
