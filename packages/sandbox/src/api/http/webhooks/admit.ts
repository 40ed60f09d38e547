import { randomUUID } from 'node:crypto';
import type { KubeObject } from '../../Cluster';
import { badRequest, StatusError, modifiedMeanwhile } from '../../errors';
import { copyJson, isObject, type JsonObject } from '../../json';
import { jsonPatch } from '../../patch/jsonPatch';
import { groupVersion } from '../../resources';
import type { WriteContext } from '../../writer';
import type { ApiRequest, Target } from '../ApiRequest';
import type { ServerContext } from '../ServerContext';
import { callWebhook } from './callWebhook';
import {
  isSelected,
  webhooksFor,
  type Operation,
  type Webhook,
} from './matching';

const MOST_TRIES = 5;
const WITHOUT_SIDE_EFFECTS = ['None', 'NoneOnDryRun'];

export interface AdmittedWrite {
  request: ApiRequest;
  target: Target;
  context: ServerContext;
  operation: Operation;
  name: string;
  /** Carries the change out, or as a dry run answers what it would be. */
  write(options: Pick<WriteContext, 'amend' | 'dryRun'>): KubeObject;
  dryRun: boolean;
}

interface Change {
  object?: KubeObject;
  oldObject?: KubeObject;
}

/**
 * Shows a change to the webhooks that are registered for it before it is carried out. What mutating ones
 * make of the object goes in; whatever one refuses, or one that must answer and does not, ends it.
 */
export async function admit(admitted: AdmittedWrite): Promise<KubeObject> {
  const { context, target, operation, write, dryRun, name } = admitted;
  const { cluster } = context;
  const about = { target, operation };
  const mutating = webhooksFor('mutating', cluster, about);
  const validating = webhooksFor('validating', cluster, about);
  if (mutating.length + validating.length === 0) return write({ dryRun });

  const key = { namespace: target.namespace, name };
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const oldObject = operation === 'CREATE' ? undefined : liveObject();
    const patches = await mutate(admitted, mutating, oldObject);
    const amend = (object: KubeObject) => patched(object, patches);
    const change = changeOf(admitted, oldObject, amend);
    await Promise.all(
      validating.map(webhook => ask(webhook, change, admitted)),
    );
    if (operation === 'CREATE' || liveObject() === oldObject) {
      return write({ dryRun, amend });
    }
  }
  throw modifiedMeanwhile(target.of, name);

  function liveObject() {
    return cluster.store.get(target.of, key);
  }
}

const patched = (object: KubeObject, patches: object[][]): KubeObject =>
  patches.reduce(
    (result, patch) => jsonPatch(result, patch) as KubeObject,
    object,
  );

/** What would become of the object; of one that goes there is only what it was. */
function changeOf(
  { operation, write }: AdmittedWrite,
  oldObject: KubeObject | undefined,
  amend: (object: KubeObject) => KubeObject,
): Change {
  const object = write({ dryRun: true, amend });
  return operation === 'DELETE' ? { oldObject } : { object, oldObject };
}

/** One after the other, each seeing what those before it made of the object. */
async function mutate(
  admitted: AdmittedWrite,
  webhooks: Webhook[],
  oldObject: KubeObject | undefined,
): Promise<object[][]> {
  const patches: object[][] = [];
  for (const webhook of webhooks) {
    const change = changeOf(admitted, oldObject, object =>
      patched(object, patches),
    );
    const response = await ask(webhook, change, admitted);
    if (typeof response?.patch === 'string') {
      patches.push(
        JSON.parse(Buffer.from(response.patch, 'base64').toString('utf8')),
      );
    }
  }
  return patches;
}

/** The webhook's answer; `undefined` where it is not asked, or may be away and is. */
async function ask(
  webhook: Webhook,
  change: Change,
  admitted: AdmittedWrite,
): Promise<JsonObject | undefined> {
  const { context, request, dryRun } = admitted;
  const objects = [change.object, change.oldObject];
  if (!isSelected(webhook, context.cluster, objects)) return undefined;
  if (dryRun && !WITHOUT_SIDE_EFFECTS.includes(webhook.sideEffects ?? '')) {
    throw badRequest(
      `admission webhook ${JSON.stringify(webhook.name)} does not support dry run`,
    );
  }
  let response: JsonObject;
  try {
    const question = { request: reviewRequest(change, admitted) };
    response = await callWebhook(webhook, question, context.cluster);
  } catch (error) {
    if (webhook.failurePolicy === 'Ignore') return undefined;
    throw error;
  }
  if (response.allowed !== true) throw denied(webhook, response.status);
  if (Array.isArray(response.warnings) && response.warnings.length > 0) {
    const warnings = response.warnings.map(
      text => `299 - ${JSON.stringify(String(text))}`,
    );
    request.response.appendHeader('warning', warnings);
  }
  return response;
}

function reviewRequest(
  { object, oldObject }: Change,
  { request, target, operation, name, dryRun }: AdmittedWrite,
): JsonObject {
  const { of, namespace, subresource } = target;
  const [version] = of.versions;
  const kind = { group: of.group, version, kind: of.kind };
  const resource = { group: of.group, version, resource: of.resource };
  const { name: username, groups } = request.user;
  return copyJson({
    uid: randomUUID(),
    kind,
    resource,
    subResource: subresource,
    requestKind: kind,
    requestResource: resource,
    name,
    namespace,
    operation,
    userInfo: { username, groups },
    object: object && {
      ...object,
      apiVersion: groupVersion(of.group, version),
    },
    oldObject,
    dryRun,
    options: null,
  });
}

function denied({ name }: Webhook, status: unknown): StatusError {
  const given = isObject(status) ? status : {};
  const who = `admission webhook ${JSON.stringify(name)} denied the request`;
  const why = given.message || given.reason;
  return new StatusError({
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: why ? `${who}: ${why}` : `${who} without explanation`,
    ...(given.reason && { reason: given.reason }),
    ...(given.details && { details: given.details }),
    code: given.code || 400,
  });
}
