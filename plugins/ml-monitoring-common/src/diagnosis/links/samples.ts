import { shell } from '../../shell';
import { answerOf, reasonOf } from '../asked';
import type { DiagnosisFacts } from '../facts';
import { predictionsIn } from '../predictions';
import { isMeasured, measuringTargets } from '../measuringTargets';
import { defineLink, waitsFor, type Outcome } from './types';

const ORCHESTRATOR_METRICS = 'seldon_api_executor_*';

/** Scrapes bring the series that charts are made of. */
export const samples = defineLink(
  { id: 'samples', title: 'The pods give the metrics of requests' },
  context => {
    const { facts } = context;
    const { metrics } = facts;
    if (facts.shape && !isMeasured(facts)) {
      return {
        status: 'not-applicable',
        summary: `Without the orchestrator there are no ${ORCHESTRATOR_METRICS} series`,
        evidence: ownMetricsOf(facts),
      };
    }
    const what = `Whether there are ${ORCHESTRATOR_METRICS} series`;
    const unasked = waitsFor(context, ['access'], what);
    if (unasked) {
      return unasked;
    }
    const found = answerOf(metrics.series);
    const ofPods = answerOf(metrics.seriesOfPods);
    const any = [...(found ?? []), ...(ofPods ?? [])];
    if (any.length) {
      return {
        status: 'ok',
        summary: predictionsIn(any).length
          ? `There are ${ORCHESTRATOR_METRICS} series of predictions`
          : `There are ${ORCHESTRATOR_METRICS} series, though nobody has asked for a prediction yet`,
        evidence: ownMetricsOf(facts),
        ...(!predictionsIn(any).length && { fix: firstPrediction(facts) }),
      };
    }
    const native = answerOf(metrics.nativeSeries);
    if (native) {
      return {
        status: 'broken',
        summary: `The histograms are stored as native ones only (${native} series), which the charts cannot read`,
        fix: {
          summary:
            'Have the classic buckets kept beside them: scrapeClassicHistograms: true on the monitor (always_scrape_classic_histograms of Prometheus), or native histograms turned off for it.',
        },
      };
    }
    const consequence = waitsFor(
      context,
      ['model', 'service', 'monitor', 'prometheus', 'target'],
      what,
    );
    if (consequence) {
      return consequence;
    }
    const asked = [
      metrics.series,
      metrics.seriesOfPods,
      metrics.nativeSeries,
      metrics.samples,
    ];
    if (asked.some(({ status }) => status !== 'answered')) {
      return {
        status: 'unknown',
        summary: `${what} could not be found out`,
        evidence: asked.flatMap(reasonOf),
      };
    }
    return neverCalled(facts);
  },
);

function neverCalled(facts: DiagnosisFacts): Outcome {
  const { exposed = 0, kept = 0 } = answerOf(facts.metrics.samples) ?? {};
  if (kept < exposed) {
    return {
      status: 'broken',
      summary: `Of ${exposed} samples that the pods give, metricRelabelings drop ${exposed - kept}; none of ${ORCHESTRATOR_METRICS} is left`,
      fix: {
        summary: `Have the metricRelabelings of the monitor keep ${ORCHESTRATOR_METRICS}. If nobody has called the model yet, there is nothing to keep either.`,
      },
    };
  }
  if (!measuringTargets(facts)?.some(({ up }) => up)) {
    return {
      status: 'unknown',
      summary: `There are no ${ORCHESTRATOR_METRICS} series, and nothing tells whether the pods are scraped`,
    };
  }
  return {
    status: 'ok',
    summary: `The pods are scraped, and nobody has called the model yet: Seldon makes its ${ORCHESTRATOR_METRICS} series with the first request`,
    evidence: ownMetricsOf(facts),
    fix: firstPrediction(facts),
  };
}

const PAYLOADS = {
  seldon: {
    path: () => '/api/v1.0/predictions',
    body: '{"data":{"ndarray":[[1.0,2.0,5.0]]}}',
  },
  tensorflow: {
    path: (node: string) => `/v1/models/${node}:predict`,
    body: '{"instances":[1.0,2.0,5.0]}',
  },
  v2: {
    path: (node: string) => `/v2/models/${node}/infer`,
    body: '{"inputs":[{"name":"input","shape":[1,3],"datatype":"FP32","data":[1.0,2.0,5.0]}]}',
  },
};

function firstPrediction({ ref, model }: DiagnosisFacts): Outcome['fix'] {
  const detail = answerOf(model)?.model;
  const [predictor] = detail?.predictors ?? [];
  if (!detail || !predictor) {
    return undefined;
  }
  const { path, body } = PAYLOADS[detail.protocol];
  return {
    summary:
      'Ask for the first prediction: with the form on this page, the action seldon:model:predict, or this, with what the model takes as input.',
    command: [
      shell`kubectl --namespace ${ref.namespace} port-forward ${`service/${predictor.serviceName}`} 8000 &`,
      shell`curl --header 'Content-Type: application/json' --data ${body} ${`http://localhost:8000${path(encodeURIComponent(predictor.graph.name))}`}`,
    ].join('\n'),
  };
}

function ownMetricsOf({ metrics }: DiagnosisFacts): string[] {
  const own = answerOf(metrics.ownMetrics);
  if (!own) {
    return reasonOf(metrics.ownMetrics);
  }
  const gone = own.lately.filter(name => !own.now.includes(name));
  return [
    own.now.length
      ? `Metrics of its own: ${own.now.slice(0, 5).join(', ')}`
      : 'There are no metrics of its own',
    ...(gone.length
      ? [`Within the last day there were also ${gone.slice(0, 5).join(', ')}`]
      : []),
  ];
}
