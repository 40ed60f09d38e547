import type { IncomingMessage } from 'node:http';
import { parseJson, readBody, sendJson, sendText } from '../http';
import { running, type ContainerImage } from '../runtime';
import { CustomMetrics, wrapperLabels } from '../wrapper/customMetrics';
import { readPayload } from '../wrapper/payload';

const PORT = 8080;
const METRICS_PATH = '/v1/metrics';
const PROMETHEUS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';
/** Rows that are looked at together for drift. */
const BATCH = 10;
/** What the model was trained with lies around this mean. */
const REFERENCE_MEAN = 3.3;
const DRIFT_THRESHOLD = 2;
const OUTLIER_THRESHOLD = 10;

const meanOf = (row: number[]) =>
  row.reduce((sum, value) => sum + value, 0) / row.length;
const distanceOf = (rows: number[][]) =>
  Math.abs(meanOf(rows.map(meanOf)) - REFERENCE_MEAN);

/** Whose request it is, by its CloudEvent. */
function identityOf({ headers }: IncomingMessage): Record<string, string> {
  const of = (name: string) => String(headers[`ce-${name}`] ?? '');
  return {
    ...wrapperLabels({
      SELDON_DEPLOYMENT_ID: of('inferenceservicename'),
      PREDICTIVE_UNIT_ID: of('modelid'),
      PREDICTOR_ID: of('endpoint'),
    }),
    seldon_deployment_namespace: of('namespace'),
  };
}

/** Seldon's detector of drift and outliers: it is sent what models are asked, and exposes what it makes of it. */
export const alibiDetect: ContainerImage = async ({ args, log, listen }) => {
  const looksForDrift = args.at(-1) === 'DriftDetector';
  let metrics: CustomMetrics | undefined;
  let batch: number[][] = [];

  function lookForDrift(rows: number[][], method: string) {
    batch.push(...rows);
    if (batch.length < BATCH) {
      return;
    }
    const distance = distanceOf(batch);
    batch = [];
    metrics?.record(
      [
        { type: 'COUNTER', key: 'seldon_metric_drift_counter', value: 1 },
        {
          type: 'GAUGE',
          key: 'seldon_metric_drift_is_drift',
          value: Number(distance > DRIFT_THRESHOLD),
        },
        { type: 'GAUGE', key: 'seldon_metric_drift_distance', value: distance },
        {
          type: 'GAUGE',
          key: 'seldon_metric_drift_threshold',
          value: DRIFT_THRESHOLD,
        },
      ],
      method,
    );
  }

  function lookForOutliers(rows: number[][], method: string) {
    rows.forEach((row, index) => {
      const score = distanceOf([row]);
      const tags = { index: String(index) };
      metrics?.record(
        [
          {
            type: 'COUNTER',
            key: 'seldon_metric_outlier_is_outlier',
            value: Number(score > OUTLIER_THRESHOLD),
            tags,
          },
          {
            type: 'GAUGE',
            key: 'seldon_metric_outlier_instance_score',
            value: score,
            tags,
          },
        ],
        method,
      );
    });
  }

  await listen(PORT, (request, response) => {
    if (request.method === 'GET') {
      const found = (request.url ?? '').split('?')[0] === METRICS_PATH;
      (found ? (metrics?.text() ?? Promise.resolve('')) : Promise.reject())
        .then(text => sendText(response, 200, text, PROMETHEUS_TYPE))
        .catch(() => sendText(response, 404, 'Not Found'));
      return;
    }
    metrics ??= new CustomMetrics({
      ...identityOf(request),
      worker_id: '8',
    });
    const method = String(request.headers['ce-type'] ?? '');
    readBody(request)
      .then(text => {
        const { rows } = readPayload(parseJson(text));
        (looksForDrift ? lookForDrift : lookForOutliers)(rows, method);
        sendJson(response, 200, {});
      })
      .catch(error => {
        log(`ERROR ${error.message}`);
        sendJson(response, 400, { error: error.message });
      });
  });
  log(`INFO ${args.at(-1)} on ${PORT}`);
  return running();
};
