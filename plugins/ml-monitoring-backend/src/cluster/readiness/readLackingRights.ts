import type {
  ReadinessFacts,
  Right,
} from 'backstage-plugin-ml-monitoring-common';
import { z } from 'zod/v3';
import type { KubeClient } from '../KubeClient';
import { listOf } from '../objects/parts';
import { reading } from './reading';

const AUTHENTICATION = 'authentication.k8s.io/v1';
const AUTHORIZATION = 'authorization.k8s.io/v1';
/** Each is a request of its own; namespaces of one cluster are mostly granted alike. */
const MAX_NAMESPACES = 20;

type Options = { signal?: AbortSignal };

const rulesSchema = z.object({
  status: z.object({
    resourceRules: listOf(
      z.object({
        verbs: listOf(z.string()),
        apiGroups: listOf(z.string()),
        resources: listOf(z.string()),
        resourceNames: listOf(z.string()),
      }),
    ),
    /** An authorizer besides RBAC does not list what it allows. */
    incomplete: z.boolean().default(false),
  }),
});
type Rules = z.output<typeof rulesSchema>['status'];

const accessSchema = z.object({
  status: z.object({ allowed: z.boolean().default(false) }),
});

const selfSchema = z.object({
  status: z.object({ userInfo: z.object({ username: z.string() }) }),
});

/** Of the rights that are wanted, those that the credential of the cluster lacks. */
export async function readLackingRights(
  client: KubeClient,
  wanted: readonly Right[],
  options: Options,
): Promise<ReadinessFacts['lackingRights']> {
  const namespaces = [
    ...new Set(wanted.flatMap(({ namespace }) => namespace ?? [])),
  ];
  const looked = namespaces.slice(0, MAX_NAMESPACES);
  const [user, parts] = await Promise.all([
    readUser(client, options),
    reading(
      client,
      signal =>
        Promise.all([
          lackingEverywhere(
            client,
            wanted.filter(({ namespace }) => namespace === undefined),
            { signal },
          ),
          ...looked.map(namespace =>
            lackingIn(
              client,
              namespace,
              wanted.filter(right => right.namespace === namespace),
              { signal },
            ),
          ),
        ]),
      options,
    ),
  ]);
  if (parts.status !== 'read') {
    return parts;
  }
  const left = namespaces.length - looked.length;
  return {
    status: 'read',
    value: { lacking: parts.value.flat(), user },
    ...(left > 0 && {
      missing: {
        message: `Rights were looked at in ${looked.length} namespaces, and in ${left} more they were not`,
        rights: [],
      },
    }),
  };
}

/** Older clusters do not tell. */
async function readUser(
  client: KubeClient,
  options: Options,
): Promise<string | undefined> {
  const self = await reading(
    client,
    signal =>
      review(client, selfSchema, {
        apiVersion: AUTHENTICATION,
        kind: 'SelfSubjectReview',
        signal,
      }),
    options,
  );
  return self.status === 'read'
    ? self.value.status.userInfo.username
    : undefined;
}

async function lackingIn(
  client: KubeClient,
  namespace: string,
  wanted: readonly Right[],
  options: Options,
): Promise<Right[]> {
  const { status: rules } = await review(client, rulesSchema, {
    apiVersion: AUTHORIZATION,
    kind: 'SelfSubjectRulesReview',
    spec: { namespace },
    ...options,
  });
  const unlisted = withVerbs(
    wanted,
    (right, verb) => !allows(rules, right, verb),
  );
  return rules.incomplete
    ? lackingEverywhere(client, unlisted, options)
    : unlisted;
}

/** By one question for each verb, where no list of rules tells. */
async function lackingEverywhere(
  client: KubeClient,
  wanted: readonly Right[],
  options: Options,
): Promise<Right[]> {
  const refused = new Set<string>();
  await Promise.all(
    wanted.flatMap(right =>
      right.verbs.map(async verb => {
        const { apiGroup: group, namespace } = right;
        const [resource, subresource] = right.resource.split('/');
        const { status } = await review(client, accessSchema, {
          apiVersion: AUTHORIZATION,
          kind: 'SelfSubjectAccessReview',
          spec: {
            resourceAttributes: {
              group,
              resource,
              subresource,
              verb,
              namespace,
            },
          },
          ...options,
        });
        if (!status.allowed) {
          refused.add(keyOf(right, verb));
        }
      }),
    ),
  );
  return withVerbs(wanted, (right, verb) => refused.has(keyOf(right, verb)));
}

function allows(
  { resourceRules }: Rules,
  { apiGroup, resource }: Right,
  verb: string,
): boolean {
  const subresource = resource.split('/')[1];
  return resourceRules.some(
    rule =>
      !rule.resourceNames.length &&
      has(rule.verbs, verb) &&
      has(rule.apiGroups, apiGroup) &&
      (has(rule.resources, resource) ||
        (subresource !== undefined &&
          rule.resources.includes(`*/${subresource}`))),
  );
}

const has = (list: string[], wanted: string) =>
  list.includes(wanted) || list.includes('*');

const keyOf = ({ apiGroup, resource, namespace }: Right, verb: string) =>
  JSON.stringify([apiGroup, resource, namespace, verb]);

/** The rights with those of their verbs only that are meant; without any, not at all. */
function withVerbs(
  rights: readonly Right[],
  isMeant: (right: Right, verb: string) => boolean,
): Right[] {
  return rights
    .map(right => ({
      ...right,
      verbs: right.verbs.filter(verb => isMeant(right, verb)),
    }))
    .filter(({ verbs }) => verbs.length);
}

/** A question that is asked by creating an object nobody stores. */
function review<S extends z.ZodTypeAny>(
  client: KubeClient,
  schema: S,
  {
    signal,
    ...question
  }: Options & { apiVersion: string; kind: string; spec?: object },
): Promise<z.output<S>> {
  const { apiVersion, kind } = question;
  return client.json(schema, {
    method: 'POST',
    path: `/apis/${apiVersion}/${kind.toLowerCase()}s`,
    body: {
      contentType: 'application/json',
      content: JSON.stringify(question),
    },
    signal,
  });
}
