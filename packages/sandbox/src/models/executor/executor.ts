import { randomBytes } from 'node:crypto';
import { Agent, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { protocolFamily } from '../../controllers/seldon/predictorServers';
import type { GraphUnit, Predictor } from '../../controllers/seldon/types';
import {
  HttpError,
  parseJson,
  readBody,
  sendJson,
  sendRequest,
  sendText,
} from '../http';
import type { ContainerImage } from '../runtime';
import { ExecutorMetrics, modelImageLabels } from './executorMetrics';
import { predict, remoteUnits } from './graph';
import { graphMetadata } from './graphMetadata';
import { protocols, type Inbound, type NodeMethod } from './protocols';
import { requestLogger } from './requestLogger';

const TIMEOUT_MS = 60_000;
const READY_TIMEOUT_MS = 1_000;
const PROMETHEUS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

const option = (args: string[], name: string) => args[args.indexOf(name) + 1];

/** Seldon's orchestrator, for REST in its three protocols. */
export const executor: ContainerImage = async context => {
  const { args, env, clock, log } = context;
  const predictor: Predictor = JSON.parse(
    Buffer.from(env.ENGINE_PREDICTOR ?? '', 'base64').toString(),
  );
  const family = protocolFamily(option(args, '--protocol'));
  const protocol = protocols[family];
  const metrics = new ExecutorMetrics(clock.now());
  const agent = new Agent({ keepAlive: true });
  const identity = {
    deployment_name: option(args, '--sdep'),
    predictor_name: predictor.name,
    predictor_version: predictor.annotations?.version ?? '',
  };
  const logRequest = requestLogger(
    predictor,
    {
      deployment: identity.deployment_name,
      namespace: option(args, '--namespace'),
    },
    context,
  );
  let sequence = 0;

  const imageOf = ({ name }: GraphUnit) =>
    (predictor.componentSpecs ?? [])
      .flatMap(({ spec }) => spec.containers ?? [])
      .find(container => container.name === name)?.image;

  const locate = ({ name, endpoint }: GraphUnit) => {
    const host = endpoint?.service_host ?? 'localhost';
    const found = context.locate(
      host,
      endpoint?.httpPort ?? endpoint?.service_port ?? 9000,
    );
    if (!found) {
      throw new HttpError(
        500,
        `graph node "${name}": lookup ${host}: no such host`,
      );
    }
    return found;
  };

  async function ask(
    unit: GraphUnit,
    path: string,
    request: { method: 'GET' | 'POST'; body?: unknown },
  ) {
    const startMs = performance.now();
    // A connection that fails leaves no sample, as with Seldon's round tripper.
    const answer = await sendRequest({
      ...locate(unit),
      ...request,
      path,
      agent,
      timeoutMs: TIMEOUT_MS,
    }).catch(error => {
      throw new HttpError(500, error.message);
    });
    metrics.observeClient(
      {
        ...identity,
        service: path,
        method: request.method.toLowerCase(),
        code: String(answer.status),
        model_name: unit.name,
        ...modelImageLabels(imageOf(unit)),
      },
      (performance.now() - startMs) / 1000,
    );
    return answer;
  }

  async function call(unit: GraphUnit, method: NodeMethod, message: unknown) {
    const answer = await ask(unit, protocol.path(unit, method), {
      method: 'POST',
      body: message,
    });
    if (answer.status !== 200) {
      throw new HttpError(
        answer.status,
        `graph node "${unit.name}" answered ${answer.status}: ${answer.body.slice(0, 1_000)}`,
      );
    }
    return parseJson(answer.body);
  }

  const unitNamed = (name?: string) => {
    const unit = name
      ? remoteUnits(predictor.graph).find(each => each.name === name)
      : predictor.graph;
    if (!unit) {
      throw new HttpError(404, `Failed to find model ${name}`);
    }
    return unit;
  };

  async function handle(inbound: Inbound, request: IncomingMessage) {
    switch (inbound.service) {
      case 'predictions': {
        const body = parseJson(await readBody(request));
        logRequest(body);
        sequence += 1;
        const result = await predict(predictor.graph, body, {
          call,
          sequence: sequence - 1,
        });
        return family === 'seldon' ? withMeta(result, body) : result.message;
      }
      case 'feedback': {
        const body = parseJson(await readBody(request));
        for (const unit of remoteUnits(predictor.graph)) {
          await call(unit, 'send-feedback', body);
        }
        return {};
      }
      case 'metadata': {
        if (inbound.node !== undefined) {
          return metadataOf(unitNamed(inbound.node));
        }
        const models = await Promise.all(
          remoteUnits(predictor.graph).map(async unit => [
            unit.name,
            await metadataOf(unit),
          ]),
        );
        return graphMetadata(predictor, Object.fromEntries(models));
      }
      default: {
        const unit = unitNamed(inbound.node);
        return look(unit, protocol.statusPath(unit));
      }
    }
  }

  const metadataOf = (unit: GraphUnit) =>
    look(unit, protocol.metadataPath(unit));

  async function look(unit: GraphUnit, path: string) {
    const { status, body } = await ask(unit, path, { method: 'GET' });
    if (status !== 200) {
      throw new HttpError(status, `graph node "${unit.name}": ${body}`);
    }
    return parseJson(body || '{}');
  }

  function withMeta(
    { message, routing }: { message: any; routing: Record<string, number> },
    request: any,
  ) {
    const requestPath = Object.fromEntries(
      remoteUnits(predictor.graph).map(unit => [unit.name, imageOf(unit)]),
    );
    return {
      ...message,
      meta: {
        ...(request?.meta?.puid && { puid: request.meta.puid }),
        ...message?.meta,
        ...(Object.keys(routing).length > 0 && { routing }),
        requestPath,
      },
    };
  }

  async function serve(
    inbound: Inbound,
    request: IncomingMessage,
    response: ServerResponse,
  ) {
    const startMs = performance.now();
    const puid =
      String(request.headers['seldon-puid'] ?? '') ||
      randomBytes(16).toString('hex');
    const headers = {
      'seldon-puid': puid,
      'access-control-allow-origin': '*',
    };
    let status = 200;
    let body: unknown;
    try {
      body = await handle(inbound, request);
    } catch (error) {
      status = error instanceof HttpError ? error.status : 500;
      const message = error instanceof Error ? error.message : String(error);
      log(`ERROR ${inbound.service}: ${message}`);
      body = protocol.failure(status, message);
    }
    sendJson(response, status, body, headers);
    metrics.observeServer(
      {
        ...identity,
        service: inbound.service,
        method: (request.method ?? '').toLowerCase(),
        code: String(status),
      },
      (performance.now() - startMs) / 1000,
    );
  }

  async function allReachable() {
    const checks = await Promise.all(
      remoteUnits(predictor.graph).map(unit => isReachable(locate(unit))),
    );
    return checks.every(Boolean);
  }

  const prometheusPath = option(args, '--prometheus_path') ?? '/metrics';
  const port = Number(
    option(args, args.includes('--http_port') ? '--http_port' : '--port'),
  );
  await context.listen(port, (request, response) => {
    const path = (request.url ?? '').split('?')[0];
    const fail = (error: Error) => sendText(response, 500, error.message);
    if (path === '/live') {
      sendText(response, 200, '');
    } else if (path === '/ready') {
      allReachable()
        .catch(() => false)
        .then(ok => sendText(response, ok ? 200 : 503, ''));
    } else if (path === prometheusPath) {
      metrics
        .text()
        .then(text => sendText(response, 200, text, PROMETHEUS_TYPE), fail);
    } else {
      const inbound = protocol.match(request.method ?? '', path);
      if (inbound) {
        serve(inbound, request, response).catch(fail);
      } else {
        sendText(response, 404, '404 page not found\n');
      }
    }
  });
  log(`INFO listening on ${port} for ${identity.deployment_name}`);
  return {
    exited: new Promise(() => {}),
    stop: () => agent.destroy(),
  };
};

function isReachable(where: { host: string; port: number }): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect({ ...where, timeout: READY_TIMEOUT_MS });
    const settle = (ok: boolean) => {
      resolve(ok);
      socket.destroy();
    };
    socket.on('connect', () => settle(true));
    socket.on('timeout', () => settle(false));
    socket.on('error', () => settle(false));
  });
}
