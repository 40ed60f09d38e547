import { ROUTES, SERVICE_MONITORS } from '../controllers/runtime/resources';
import { seldonNames } from '../controllers/seldon/names';
import { engineMonitor } from '../world/modelObjects';
import { edit, editModel, inTurn, predictorServiceOf, put } from './changes';
import { withFaultyModel } from './modelContainers';
import type { Scenario } from './types';

/** How the model answers, and who asks. */
export const servingScenarios: Scenario[] = [
  {
    name: 'server-errors',
    kind: 'model',
    description: 'The model fails on 7 % of the predictions',
    changePod: withFaultyModel({ ERROR_RATIO: '0.07' }),
  },
  {
    name: 'slow',
    kind: 'model',
    description:
      'Of 100 predictions 90 take 20 ms, 9 take 200 ms and one takes a second',
    changePod: withFaultyModel({ LATENCY: '20ms:90,200ms:9,1s:1' }),
  },
  {
    name: 'errors-above-slo',
    kind: 'model',
    description:
      'The model fails on 2 % of the predictions, and 99.9 % are promised to succeed',
    changePod: withFaultyModel({ ERROR_RATIO: '0.02' }),
    change: (cluster, model) =>
      editModel(cluster, model, ({ metadata }) => {
        metadata.annotations!['ml-monitoring/slo-availability'] = '99.9';
      }),
  },
  {
    name: 'latency-above-slo',
    kind: 'model',
    description:
      'The model takes 400 ms for a prediction, and 250 ms are promised for 95 %',
    changePod: withFaultyModel({ LATENCY: '400ms:1' }),
    change: (cluster, model) =>
      editModel(cluster, model, ({ metadata }) => {
        metadata.annotations!['ml-monitoring/slo-latency-p95'] = '250ms';
      }),
  },
  {
    name: 'caller-errors',
    kind: 'model',
    description: 'Every third caller sends something that is no prediction',
    changeCall: (call, { sequence }) =>
      sequence % 3 === 0 ? { ...call, body: { rows: 'none' } } : call,
  },
  {
    name: 'no-traffic',
    kind: 'model',
    description: 'Nobody calls the model',
    changeCall: () => undefined,
  },
  {
    name: 'traffic-stopped',
    kind: 'model',
    description: 'The callers go away after half a minute',
    changeCall: (call, { sinceSeconds }) =>
      sinceSeconds < 30 ? call : undefined,
  },
  {
    name: 'traffic-ignores-split',
    kind: 'model',
    description:
      'The Route gives a canary half of the calls, and callers go past the Route',
    change(cluster, model) {
      const stable = predictorServiceOf(cluster, model);
      const canary = seldonNames.predictorService(model.name, 'canary');
      return inTurn(
        editModel(cluster, model, ({ spec }) => {
          const [first] = spec.predictors;
          spec.predictors = [
            { ...first, traffic: 50 },
            { ...structuredClone(first), name: 'canary', traffic: 50 },
          ];
        }),
        edit(cluster, ROUTES, model, ({ spec }) => {
          spec.to = { kind: 'Service', name: stable, weight: 50 };
          spec.alternateBackends = [
            { kind: 'Service', name: canary, weight: 50 },
          ];
        }),
        put(cluster, SERVICE_MONITORS, engineMonitor(model.namespace, canary)),
      );
    },
    changeCall: call => ({ ...call, pastRoute: true }),
  },
  {
    name: 'custom-metric-flat',
    kind: 'model',
    befalls: 'seldon-model',
    description:
      'A change of the model’s code has it report its metrics without ever adding to them',
    changePod: withFaultyModel({ METRICS: 'flat' }),
  },
  {
    name: 'custom-metric-gone',
    kind: 'model',
    befalls: 'seldon-model',
    description: 'A change of the model’s code has it report no metrics',
    changePod: withFaultyModel({ METRICS: 'none' }),
  },
];
