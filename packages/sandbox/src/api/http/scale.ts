import type { KubeObject } from '../Cluster';
import { badRequest, invalid, notFound } from '../errors';
import { isObject, type JsonObject } from '../json';
import { negotiate, send } from './answer';
import type { ApiRequest, Target } from './ApiRequest';
import { readObject } from './body';
import { readPatch } from './patches';
import type { ServerContext } from './ServerContext';
import { updateAdmitted, type Handler } from './writes';

function scaleOf({ metadata, spec, status }: KubeObject) {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = metadata;
  const labels: Record<string, string> = spec?.selector?.matchLabels ?? {};
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: spec?.replicas ? { replicas: spec.replicas } : {},
    status: {
      replicas: status?.replicas ?? 0,
      selector: Object.entries(labels)
        .map(([key, value]) => `${key}=${value}`)
        .join(','),
    },
  };
}

function replicasIn(scale: unknown, { of, name }: Target): number {
  const replicas = (scale as JsonObject)?.spec?.replicas ?? 0;
  if (Number.isInteger(replicas) && replicas >= 0) return replicas;
  throw invalid(of, name!, [
    {
      reason: 'FieldValueInvalid',
      field: 'spec.replicas',
      value: replicas,
      detail: 'must be greater than or equal to 0',
    },
  ]);
}

export const getScale: Handler = (request, target, context) => {
  const { of, namespace, name } = target;
  const object = context.cluster.store.get(of, { namespace, name: name! });
  if (!object) throw notFound(of, name!);
  answer(request, object);
};

export const replaceScale: Handler = async (request, target, context) => {
  const body = await readObject(request.raw);
  if (!body)
    throw badRequest('the body of an update request must not be empty');
  await change(request, target, context, () => body);
};

export const patchScale: Handler = async (request, target, context) => {
  const patch = await readPatch(request, target);
  await change(request, target, context, patch);
};

async function change(
  request: ApiRequest,
  target: Target,
  context: ServerContext,
  patch: (scale: object) => unknown,
) {
  const object = await updateAdmitted(request, target, context, live => {
    const wanted = patch(scaleOf(live));
    const replicas = replicasIn(wanted, target);
    const { metadata } = isObject(wanted) ? wanted : {};
    return {
      ...live,
      metadata: {
        ...live.metadata,
        resourceVersion: metadata?.resourceVersion,
      },
      spec: { ...live.spec, replicas },
    };
  });
  answer(request, object);
}

function answer({ raw, response }: ApiRequest, object: KubeObject) {
  send(response, 200, scaleOf(object), negotiate(raw, []));
}
