import { badRequest, forbidden, invalid } from '../errors';
import { isObject, type JsonObject } from '../json';
import { refusal, type Attributes, type User } from '../rbac';
import { negotiate, send } from './answer';
import type { ApiRequest, ResourcePath } from './ApiRequest';
import { readObject } from './body';
import type { ServerContext } from './ServerContext';

export interface ReviewKind {
  group: string;
  resource: string;
  kind: string;
  namespaced?: boolean;
  answer: (spec: JsonObject, user: User, context: ServerContext) => JsonObject;
}

function attributesOf(spec: JsonObject): Attributes {
  const { resourceAttributes, nonResourceAttributes } = spec;
  if (isObject(nonResourceAttributes)) {
    const { path = '', verb = '' } = nonResourceAttributes;
    return { path, verb };
  }
  if (!isObject(resourceAttributes)) {
    throw invalid({ group: 'authorization.k8s.io', kind: '' }, '', [
      {
        reason: 'FieldValueInvalid',
        field: 'spec.resourceAttributes',
        value: null,
        detail:
          'exactly one of nonResourceAttributes or resourceAttributes must be specified',
      },
    ]);
  }
  const { verb = '', group = '', resource = '' } = resourceAttributes;
  const { subresource, namespace, name } = resourceAttributes;
  return { verb, group, resource, subresource, namespace, name };
}

function access(user: User, spec: JsonObject, { authorizer }: ServerContext) {
  const { allowed, reason } = authorizer.decide(user, attributesOf(spec));
  return { allowed, ...(reason && { reason }) };
}

function rulesOf(namespace: string, user: User, { authorizer }: ServerContext) {
  if (!namespace) throw badRequest('no namespace on request');
  const rules = authorizer.rules(user, namespace);
  return {
    resourceRules: rules
      .filter(({ resources }) => resources)
      .map(({ verbs, apiGroups, resources, resourceNames }) => ({
        verbs,
        apiGroups,
        resources,
        ...(resourceNames && { resourceNames }),
      })),
    nonResourceRules: rules
      .filter(({ nonResourceURLs }) => nonResourceURLs)
      .map(({ verbs, nonResourceURLs }) => ({ verbs, nonResourceURLs })),
    incomplete: false,
  };
}

const userInfo = ({ name, groups }: User) => ({ username: name, groups });

const subjectReview = {
  group: 'authorization.k8s.io',
  answer: (spec: JsonObject, _: User, context: ServerContext) =>
    access({ name: spec.user ?? '', groups: spec.groups ?? [] }, spec, context),
};

/** Questions that are asked by creating an object nobody stores. */
export const reviewKinds: readonly ReviewKind[] = [
  {
    group: 'authentication.k8s.io',
    resource: 'selfsubjectreviews',
    kind: 'SelfSubjectReview',
    answer: (_, user) => ({ userInfo: userInfo(user) }),
  },
  {
    group: 'authorization.k8s.io',
    resource: 'selfsubjectaccessreviews',
    kind: 'SelfSubjectAccessReview',
    answer: (spec, user, context) => access(user, spec, context),
  },
  {
    group: 'authorization.k8s.io',
    resource: 'selfsubjectrulesreviews',
    kind: 'SelfSubjectRulesReview',
    answer: (spec, user, context) => rulesOf(spec.namespace, user, context),
  },
  {
    ...subjectReview,
    resource: 'subjectaccessreviews',
    kind: 'SubjectAccessReview',
  },
  {
    ...subjectReview,
    resource: 'localsubjectaccessreviews',
    kind: 'LocalSubjectAccessReview',
    namespaced: true,
  },
];

export const findReview = ({ group, version, resource }: ResourcePath) =>
  version === 'v1'
    ? reviewKinds.find(
        each => each.group === group && each.resource === resource,
      )
    : undefined;

export async function answerReview(
  request: ApiRequest,
  review: ReviewKind,
  context: ServerContext,
) {
  const { user, raw, response } = request;
  const attributes = {
    verb: 'create',
    group: review.group,
    resource: review.resource,
  };
  if (!context.authorizer.decide(user, attributes).allowed) {
    throw forbidden(review, '', refusal(user, attributes));
  }
  const body = await readObject(raw);
  const spec = isObject(body?.spec) ? body.spec : {};
  send(
    response,
    201,
    {
      kind: review.kind,
      apiVersion: `${review.group}/v1`,
      metadata: {},
      spec,
      status: review.answer(spec, user, context),
    },
    negotiate(raw, []),
  );
}
