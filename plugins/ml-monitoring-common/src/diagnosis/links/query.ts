import { answerOf, reasonOf } from '../asked';
import type { DiagnosisFacts, SeriesFact } from '../facts';
import { isMeasured } from '../measuringTargets';
import { predictionsIn } from '../predictions';
import { defineLink, waitsFor, type Outcome } from './types';

/** The questions of the charts find the series, by labels that may have been renamed on the way. */
export const query = defineLink(
  { id: 'query', title: 'The charts find these metrics' },
  context => {
    const { facts, earlier } = context;
    const { metrics } = facts;
    if (facts.shape && !isMeasured(facts)) {
      return {
        status: 'not-applicable',
        summary: 'There is nothing for the charts of requests to find',
      };
    }
    const what = 'Whether the charts find their series';
    const unasked = waitsFor(context, ['access'], what);
    if (unasked) {
      return unasked;
    }
    const shown = answerOf(metrics.requestsPerSecond);
    if (shown !== undefined) {
      return {
        status: 'ok',
        summary:
          earlier.target?.status === 'ok'
            ? `The chart of requests shows ${inWords(shown)}`
            : `The chart of requests still shows ${inWords(shown)}, which is of the last five minutes`,
        evidence: [metrics.query],
      };
    }
    const found = answerOf(metrics.series);
    const ofPods = answerOf(metrics.seriesOfPods);
    if (found && !found.length && ofPods?.length) {
      return otherLabels(facts, ofPods);
    }
    const consequence = waitsFor(
      context,
      ['model', 'service', 'monitor', 'prometheus', 'target', 'samples'],
      what,
    );
    if (consequence) {
      return consequence;
    }
    if (!found || !ofPods || metrics.requestsPerSecond.status !== 'answered') {
      return {
        status: 'unknown',
        summary: `${what} could not be found out`,
        evidence: [metrics.requestsPerSecond, metrics.series].flatMap(reasonOf),
      };
    }
    if (!found.length || earlier.samples?.status === 'unknown') {
      return {
        status: 'not-applicable',
        summary: 'There is nothing to find before the first prediction',
      };
    }
    return unmatched(found, facts);
  },
);

const inWords = (perSecond: number) =>
  `${Number(perSecond.toPrecision(3))} per second`;

/** There are series of the pods, but not under the names that the charts ask for. */
function otherLabels(
  { ref, metrics }: DiagnosisFacts,
  series: readonly SeriesFact[],
): Outcome {
  const wanted: Record<string, string> = {
    ...metrics.matchers,
    namespace: ref.namespace,
    deployment_name: ref.name,
  };
  const [{ labels }] = series;
  const differing = Object.entries(wanted).filter(
    ([label, value]) => !series.some(each => each.labels[label] === value),
  );
  const told = differing.map(([label, value]) =>
    labels[label] === undefined || labels[label] === ''
      ? `they have no label ${label} (the charts ask for ${label}="${value}")`
      : `their label ${label} is "${labels[label]}", not "${value}"`,
  );
  const byMatcher = differing.filter(([label]) => label in metrics.matchers);
  return {
    status: 'broken',
    summary: `The series are there, but the charts do not find them: ${told.join('; ') || 'their labels do not go together'}`,
    evidence: series.slice(0, 5).map(({ labels: each, count }) => {
      const pairs = Object.entries(each).map(
        ([label, value]) => `${label}="${value}"`,
      );
      return `${count} series with ${pairs.join(', ')}`;
    }),
    fix: byMatcher.length
      ? {
          summary: `Correct mlMonitoring.prometheus[].matchers in the configuration of the portal: ${byMatcher.map(([label]) => `${label} is "${labels[label] ?? ''}" here`).join(', ')}.`,
        }
      : {
          summary: `Look for relabelings that change ${differing.map(([label]) => label).join(' and ')}: in the monitor (relabelings, metricRelabelings), in the Prometheus (enforcedNamespaceLabel, externalLabels), or on the way to a Thanos.`,
        },
  };
}

function unmatched(
  series: readonly SeriesFact[],
  { metrics }: DiagnosisFacts,
): Outcome {
  const evidence = [
    metrics.query,
    ...series
      .slice(0, 5)
      .map(
        ({ labels }) =>
          `service="${labels.service ?? ''}", exported_service="${labels.exported_service ?? ''}"`,
      ),
  ];
  if (predictionsIn(series).length) {
    return {
      status: 'unknown',
      summary:
        'The series of predictions are too young, or scraped too seldom, for a rate: that takes two scrapes within five minutes',
      evidence,
      fix: {
        summary:
          'Wait for two scrapes. If it stays so, have the interval of the monitor shortened to a minute or less.',
      },
    };
  }
  const isLost = series.every(
    ({ labels }) => labels.exported_service === undefined,
  );
  return isLost
    ? {
        status: 'broken',
        summary:
          'The label exported_service is missing: a relabeling drops it, so that nothing tells predictions from health checks',
        evidence,
        fix: {
          summary:
            'A ServiceMonitor renames the label service of the metrics to exported_service. Take the metricRelabelings off that drop or overwrite it, in the monitor or in the Prometheus.',
        },
      }
    : {
        status: 'not-applicable',
        summary:
          'Only other calls than predictions were counted so far, such as health checks: there is nothing to show',
        evidence,
      };
}
