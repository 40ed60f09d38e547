import { NotFoundError } from '@backstage/errors';
import {
  modelLogsPermission,
  redact,
  stringifyModelRef,
  type ModelLogs,
  type ModelRef,
  type modelLogsQuerySchema,
} from 'backstage-plugin-ml-monitoring-common';
import type { z } from 'zod/v3';
import {
  errorOfAnswer,
  resourcePath,
  resources,
  type Clusters,
} from '../cluster';
import {
  hidingAbsence,
  requireJudgeable,
  resourceOf,
  type ModelAccess,
} from '../permissions';
import type { Audit, Caller } from '../provisioning';
import type { ModelReader } from './types';

/** Room for 500 long lines. */
const MAX_BYTES = 512 * 1024;
const MAX_LINE_LENGTH = 4_000;
/** Colours and cursor movements of programs that think a terminal reads them. */
// eslint-disable-next-line no-control-regex
const TERMINAL_CODES = /\u001b\[[0-9;?]*[A-Za-z]|\r/g;

type LogsQuery = z.output<typeof modelLogsQuerySchema>;

/** The last lines of a container of a model, and of no other pod. */
export class ModelLogsService {
  constructor(
    private readonly options: {
      clusters: Clusters;
      reader: ModelReader;
      access: ModelAccess;
      audit: Audit;
    },
  ) {}

  async logs(
    requested: ModelRef,
    query: LogsQuery,
    caller: Caller,
  ): Promise<ModelLogs> {
    return this.options.audit.record(
      'model-logs',
      requested,
      caller,
      async note => {
        const { pod, container } = query;
        note({ pod, container });
        const { access, clusters, reader } = this.options;
        const { credentials, signal } = caller;
        const decision = await access.decide(modelLogsPermission, credentials);
        const cluster = await clusters.resolve(requested.cluster, { signal });
        const ref = { ...requested, cluster };
        note({ model: ref });
        const { facts } = await reader.facts(ref, { signal }).catch(error => {
          throw hidingAbsence(error, decision, ref);
        });
        requireJudgeable(decision, facts);
        await access.requireAllowed(
          decision,
          modelLogsPermission,
          resourceOf(facts),
          credentials,
        );
        if (!facts.model.pods.some(({ name }) => name === pod)) {
          throw new NotFoundError(
            `Model ${stringifyModelRef(ref)} has no pod ${pod}; it may have been replaced since`,
          );
        }
        return this.read(ref, query, signal);
      },
    );
  }

  private async read(
    { cluster, namespace }: ModelRef,
    { pod, container, previous = false, tail }: LogsQuery,
    signal: AbortSignal | undefined,
  ): Promise<ModelLogs> {
    const client = await this.options.clusters.client(cluster);
    const path = resourcePath(resources.pods, { namespace, name: pod });
    const answer = await client.send({
      path: `${path}/log`,
      query: {
        container,
        previous: String(previous),
        // One more than is shown tells whether there are more.
        tailLines: tail + 1,
        limitBytes: MAX_BYTES,
      },
      headers: { Accept: 'text/plain, */*' },
      maximumBytes: 2 * MAX_BYTES,
      signal,
    });
    if (answer.status !== 200) {
      throw errorOfAnswer(cluster, answer);
    }
    const lines = linesOf(answer.body);
    return {
      pod,
      container,
      previous,
      lines: lines.slice(-tail),
      truncated:
        lines.length > tail || Buffer.byteLength(answer.body) >= MAX_BYTES,
    };
  }
}

/** Redacted as a whole: a private key has many lines. */
function linesOf(text: string): string[] {
  const lines = redact(text.replace(TERMINAL_CODES, '')).split('\n');
  // Every line ends with a line break, the last one too.
  if (lines.at(-1) === '') {
    lines.pop();
  }
  return lines.map(line =>
    line.length > MAX_LINE_LENGTH ? `${line.slice(0, MAX_LINE_LENGTH)}…` : line,
  );
}
