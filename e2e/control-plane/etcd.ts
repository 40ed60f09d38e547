const timeoutMilliseconds = 10_000;

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
