import {
  CUSTOM_METRIC_LABEL,
  customMetrics,
  customMovement,
  customPanel,
  customPresence,
  type CustomMetricFact,
} from 'backstage-plugin-ml-monitoring-common';
import type { InstantSample } from '../../metrics';
import {
  SLOW_TIMEOUT_MS,
  secondsBefore,
  type HealthRound,
} from './HealthRound';

const OF_LATE_SECONDS = 600;
const BEFORE_SECONDS = 3600;
const DAY_SECONDS = 24 * 3600;
/** A model that exposes more than this has the first of them looked at. */
const MAXIMUM_METRICS = 40;

/** Which of the model's own metrics are there and move, now and before. */
export async function askCustom(
  round: HealthRound,
): Promise<CustomMetricFact[]> {
  const { ref, metrics, at, signal, scopeOf, slow } = round;
  const { namespace } = ref;
  const ofLate = scopeOf(OF_LATE_SECONDS);
  const before = customMovement(scopeOf(BEFORE_SECONDS));
  const ask = async (query: string, when: Date, label: string) => {
    const { value } = await metrics.source.instant(query, {
      namespace,
      at: when,
      signal,
    });
    return byName(value, label);
  };
  const [present, moved, movedBefore] = await Promise.all([
    ask(customPresence(ofLate), at, '__name__'),
    ask(customMovement(ofLate), at, CUSTOM_METRIC_LABEL),
    slow.get(`custom/${ref.cluster}/${namespace}/${ref.name}`, {
      metrics,
      work: turn =>
        Promise.all(
          [OF_LATE_SECONDS, DAY_SECONDS].map(agoSeconds =>
            turn(async () => {
              const { value } = await metrics.source.instant(before, {
                namespace,
                at: secondsBefore(at, agoSeconds),
                timeoutMs: SLOW_TIMEOUT_MS,
              });
              return byName(value, CUSTOM_METRIC_LABEL);
            }),
          ),
        ),
    }),
  ]);
  const names = [present, moved, ...movedBefore].flatMap(each => [
    ...each.keys(),
  ]);
  return customMetrics(names)
    .slice(0, MAXIMUM_METRICS)
    .map(custom => {
      const series =
        custom.type === 'timer' ? `${custom.metric}_count` : custom.metric;
      const earlier = movedBefore.flatMap(each => each.get(series) ?? []);
      return {
        name: custom.metric,
        present: present.has(series),
        moves: (moved.get(series) ?? 0) > 0,
        ...(earlier.length && {
          movedBefore: earlier.some(changes => changes > 0),
        }),
        query: customPanel(custom).queries[0].promql(ofLate),
      };
    });
}

function byName(
  samples: readonly InstantSample[],
  label: string,
): Map<string, number> {
  return new Map(
    samples.flatMap(({ labels, value }) =>
      value === undefined || !labels[label] ? [] : [[labels[label], value]],
    ),
  );
}
