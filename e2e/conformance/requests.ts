import type { KubeResponse } from '../kube/KubeHttp';
import {
  answerOf,
  expectSuccess,
  type ResourceName,
  type Subject,
} from './Check';
import type { Manifest } from './objects';

/** Creates what a check needs and answers it as stored. */
export const create = async (
  subject: Subject,
  resource: ResourceName,
  body: object,
  manager?: string,
) =>
  expectSuccess(
    await subject.request({
      method: 'POST',
      path: subject.path(resource),
      query: { fieldManager: manager },
      body,
    }),
  ).body;

/** Status and body of an attempt to create something. */
export const tryToCreate = async (
  subject: Subject,
  resource: ResourceName,
  body: unknown,
  query: Record<string, string> = {},
) =>
  answerOf(
    await subject.request({
      method: 'POST',
      path: subject.path(resource),
      body,
      query,
    }),
  );

export interface ApplyOptions {
  manager?: string;
  force?: boolean;
  query?: Record<string, string | boolean>;
  subresource?: string;
}

export const apply = (
  subject: Subject,
  resource: ResourceName,
  body: Manifest,
  { manager = 'portal', force, query, subresource }: ApplyOptions = {},
) =>
  subject.request({
    method: 'PATCH',
    path: subject.path(resource, body.metadata.name, subresource),
    contentType: 'application/apply-patch+yaml',
    query: { fieldManager: manager, force, ...query },
    body,
  });

export const patchTypes = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
};

export const patcher =
  (subject: Subject, resource: ResourceName, name: string) =>
  (type: keyof typeof patchTypes, body: unknown, subresource?: string) =>
    subject.request({
      method: 'PATCH',
      path: subject.path(resource, name, subresource),
      contentType: patchTypes[type],
      body,
    });

/** Who owns what, without the controllers that a cluster may run. */
export const owners = (
  body: any,
  known: string[] = ['portal', 'other', 'kubectl'],
) =>
  body.metadata?.managedFields
    ?.filter((entry: any) => known.includes(entry.manager))
    .map(({ time: _, ...entry }: any) => entry)
    .sort((left: any, right: any) => (orderOf(left) < orderOf(right) ? -1 : 1));

const orderOf = ({ manager, operation, subresource = '' }: any) =>
  [manager, operation, subresource].join(' ');

export const versionOf = ({ body }: KubeResponse) =>
  body.metadata?.resourceVersion;

export const generationOf = ({ body }: KubeResponse) =>
  body.metadata?.generation;
