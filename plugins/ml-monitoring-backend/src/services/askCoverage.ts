import {
  instantsOf,
  rangeOf,
  targetsKnown,
  type Range,
} from 'backstage-plugin-ml-monitoring-common';
import type { ClusterMetrics } from '../metrics';
import { isSourceFailure, type SlowAnswers } from './health/SlowAnswers';
import type { MetricsRound } from './metricsRound';

/** Prometheus keeps a day wherever it keeps anything. */
const KEPT_SECONDS = 24 * 3600;
/** For so long an answer counts for ranges that begin at about the same time. */
const GRAIN_SECONDS = 600;
const TIMEOUT_MS = 20_000;
/** Every target of a Prometheus is a lot; so few instants at once. */
const COARSE_INTERVALS = 48;

/**
 * Since when anything is known that may be asked for, where that is after the range begins.
 *
 * @returns `undefined` where everything is known from the beginning of the range on, and where that cannot be told
 */
export async function askCoverage(
  round: Pick<MetricsRound, 'ref' | 'metrics' | 'range'>,
  options: { slow: SlowAnswers; now: Date },
): Promise<number | undefined> {
  const { ref, metrics, range } = round;
  const { slow, now } = options;
  const nowSeconds = now.getTime() / 1000;
  const { startSeconds } = range;
  if (nowSeconds - startSeconds < KEPT_SECONDS) {
    return undefined;
  }
  const times = [startSeconds, nowSeconds].map(seconds =>
    Math.floor(seconds / GRAIN_SECONDS),
  );
  try {
    const from = await slow.get(
      JSON.stringify(['coverage', ref.cluster, ref.namespace, ...times]),
      {
        metrics,
        work: turn =>
          earliestKnown(metrics, {
            namespace: ref.namespace,
            range: rangeOf({ from: new Date(startSeconds * 1000) }, now),
            turn,
          }),
      },
    );
    return from !== undefined && from > startSeconds ? from : undefined;
  } catch (error) {
    if (isSourceFailure(error)) {
      return undefined;
    }
    throw error;
  }
}

/** A namespace that is old costs one small question; before a new one other targets may have been known. */
async function earliestKnown(
  { source, matchers, tenancy }: ClusterMetrics,
  options: {
    namespace: string;
    range: Range;
    turn: <A>(ask: () => Promise<A>) => Promise<A>;
  },
): Promise<number | undefined> {
  const { namespace, range, turn } = options;
  const earliest = async (namespaces: string[], within: Range) => {
    const { value } = await turn(() =>
      source.range(targetsKnown({ namespaces, matchers }), {
        namespace: namespaces[0],
        range: within,
        timeoutMs: TIMEOUT_MS,
      }),
    );
    const index = value[0]?.values.findIndex(count => count !== undefined);
    return index === undefined ? undefined : instantsOf(within)[index];
  };
  const first = await earliest([namespace], range);
  if (tenancy || first === range.startSeconds) {
    return first;
  }
  const before = await earliest([], coarse(range, first ?? range.endSeconds));
  return before ?? first;
}

function coarse(range: Range, endSeconds: number): Range {
  const intervals = Math.ceil(
    (endSeconds - range.startSeconds) / range.stepSeconds,
  );
  const stepSeconds =
    range.stepSeconds * Math.ceil(intervals / COARSE_INTERVALS);
  return {
    startSeconds: Math.floor(range.startSeconds / stepSeconds) * stepSeconds,
    endSeconds,
    stepSeconds,
  };
}
