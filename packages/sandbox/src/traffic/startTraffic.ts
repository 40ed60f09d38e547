import { Agent, request as httpRequest } from 'node:http';
import type { Cluster, KubeObject } from '../api/Cluster';
import type { Clock } from '../clock';
import { readyAddresses, type Address } from '../controllers/routing/backends';
import { SELDON_DEPLOYMENTS } from '../controllers/runtime/resources';
import { keyOf, type ObjectKey } from '../controllers/runtime/startController';
import { seldonNames } from '../controllers/seldon/names';
import { wasKeptTooLong } from '../models/http';
import { hostOf, predictionCall, TRAFFIC_ANNOTATION, type Call } from './calls';

export interface TrafficSource {
  model: ObjectKey;
  call(sequence: number): Call | undefined;
  requestsPerSecond: number;
}

export interface TrafficCount {
  sent: number;
  /** By HTTP status; `0` where there was no answer. */
  answered: Record<number, number>;
}

export interface Traffic {
  /** By host. */
  counts(): Record<string, TrafficCount>;
  stop(): void;
}

const TIMEOUT_MS = 10_000;
/** A slow model must not pile up requests without end. */
const MOST_AT_ONCE = 10;
const FEEDBACK_PATH = '/api/v1.0/feedback';

/** Sends predictions through the router at a steady rate: to the sources given, and to every model that is annotated with a rate. */
export function startTraffic(options: {
  cluster: Cluster;
  router: { port: number };
  sources: TrafficSource[];
  clock: Clock;
  /** What becomes of a call under the faults of its model. Nothing: nobody calls. */
  change(call: Call, model: ObjectKey, sequence: number): Call | undefined;
}): Traffic {
  const { cluster, router, sources, clock, change } = options;
  const agent = new Agent({ keepAlive: true, maxSockets: 20 });
  const counts: Record<string, TrafficCount> = {};
  const cancels = new Map<string, () => void>();

  function addressOf(call: Call, model: ObjectKey) {
    if (!call.pastRoute) {
      return { host: '127.0.0.1', port: router.port };
    }
    const found = cluster.get(SELDON_DEPLOYMENTS, model);
    const predictor = found?.spec.predictors[0].name ?? '';
    const name = seldonNames.predictorService(model.name, predictor);
    return readyAddresses(
      cluster,
      { namespace: model.namespace, name },
      'http',
    )[0];
  }

  /** The status of the answer, or 0. */
  function post(
    call: Call,
    address: Address | undefined,
    question: { path: string; content: unknown },
  ): Promise<number> {
    const { path, content } = question;
    const body = JSON.stringify(content);
    return new Promise(resolve => {
      if (!address) {
        resolve(0);
        return;
      }
      const request = httpRequest(
        {
          ...address,
          path,
          method: 'POST',
          agent,
          timeout: TIMEOUT_MS,
          headers: {
            host: call.host,
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
          },
        },
        response => {
          response.resume();
          response.on('end', () => resolve(response.statusCode ?? 0));
          response.on('error', () => resolve(0));
        },
      );
      request.on('timeout', () => request.destroy());
      request.on('error', error =>
        resolve(
          wasKeptTooLong(request, error) ? post(call, address, question) : 0,
        ),
      );
      request.end(body);
    });
  }

  async function send(call: Call, model: ObjectKey, count: TrafficCount) {
    const address = addressOf(call, model);
    const { path, body, reward } = call;
    const status = await post(call, address, { path, content: body });
    count.answered[status] = (count.answered[status] ?? 0) + 1;
    if (reward !== undefined && status === 200) {
      await post(call, address, {
        path: FEEDBACK_PATH,
        content: { request: body, reward },
      });
    }
  }

  function begin({ model, call, requestsPerSecond }: TrafficSource) {
    const { namespace, name } = model;
    const count: TrafficCount = { sent: 0, answered: {} };
    counts[hostOf(name, namespace)] = count;
    let open = 0;
    const tick = () => {
      const plain = call(count.sent);
      const changed = plain && change(plain, model, count.sent);
      if (changed && open < MOST_AT_ONCE) {
        open += 1;
        count.sent += 1;
        void send(changed, model, count).finally(() => {
          open -= 1;
        });
      }
      cancels.set(idOf(model), clock.after(1000 / requestsPerSecond, tick));
    };
    tick();
  }

  function end(model: ObjectKey) {
    cancels.get(idOf(model))?.();
    cancels.delete(idOf(model));
  }

  /** Callers come and go with the annotation, and stay when the model is changed otherwise. */
  function follow(model: KubeObject, isThere = true) {
    const key = keyOf(model);
    const rate = isThere ? rateOf(model) : undefined;
    if (!rate) {
      end(key);
    } else if (!cancels.has(idOf(key))) {
      begin({
        model: key,
        requestsPerSecond: rate,
        call: sequence => {
          const live = cluster.get(SELDON_DEPLOYMENTS, key);
          return live && predictionCall(live, sequence);
        },
      });
    }
  }

  const given = new Set(sources.map(({ model }) => idOf(model)));
  sources.forEach(begin);
  const others = (model: KubeObject) => !given.has(idOf(keyOf(model)));
  cluster
    .list(SELDON_DEPLOYMENTS)
    .filter(others)
    .forEach(model => follow(model));
  const stopWatching = cluster.watch(SELDON_DEPLOYMENTS, ({ type, object }) => {
    if (others(object)) {
      follow(object, type !== 'DELETED');
    }
  });

  return {
    counts: () => structuredClone(counts),
    stop() {
      stopWatching();
      cancels.forEach(cancel => cancel());
      agent.destroy();
    },
  };
}

const idOf = ({ namespace, name }: ObjectKey) => `${namespace}/${name}`;

function rateOf({ metadata }: KubeObject): number | undefined {
  const rate = Number(metadata.annotations?.[TRAFFIC_ANNOTATION]);
  return rate > 0 ? rate : undefined;
}
