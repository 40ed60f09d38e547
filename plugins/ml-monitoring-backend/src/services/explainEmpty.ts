import {
  nativeSeries,
  type ClusterFacts,
  type TargetFact,
} from 'backstage-plugin-ml-monitoring-common';
import { settled } from './metricsSourceState';
import type { MetricsRound } from './metricsRound';
import { askTargets, targetsOfModel, withLastErrors } from './modelTargets';
import { whyEmpty } from './whyEmpty';

/** Says why a panel is empty. `measured`: series were there, without a value. */
export type ExplainEmpty = (measured: boolean) => Promise<string>;

/** Asks about targets once, and only when something is empty. */
export function createExplainEmpty(round: MetricsRound): ExplainEmpty {
  let targets: Promise<TargetFact[] | undefined> | undefined;
  let native: Promise<boolean> | undefined;
  return async measured => {
    const facts = await round.facts();
    targets ??= targetsOf(round, facts);
    native ??= isNative(round);
    return whyEmpty({
      measured,
      native: !measured && (await native),
      targets: await targets,
      facts,
    });
  };
}

/** Whether requests are counted, but in a way in which charts cannot read them. */
async function isNative({
  ref,
  metrics,
  range,
  scope,
  signal,
}: MetricsRound): Promise<boolean> {
  const asked = await settled(
    metrics.source.instant(nativeSeries(scope), {
      namespace: ref.namespace,
      at: new Date(range.endSeconds * 1000),
      signal,
    }),
  );
  return 'value' in asked && (asked.value.value[0]?.value ?? 0) > 0;
}

async function targetsOf(
  { ref, metrics, range, signal }: MetricsRound,
  facts: ClusterFacts | undefined,
): Promise<TargetFact[] | undefined> {
  if (!facts) {
    return undefined;
  }
  const asked = await settled(
    askTargets(metrics, {
      namespace: ref.namespace,
      at: new Date(range.endSeconds * 1000),
      signal,
    }),
  );
  if ('error' in asked) {
    return undefined;
  }
  const own = targetsOfModel(facts, asked.value);
  const explained = await settled(withLastErrors(metrics, own, signal));
  return 'value' in explained ? explained.value : own;
}
