import {
  rightsToScrape,
  type PrometheusFact,
  type Reading,
  type ScraperRightsFact,
} from 'backstage-plugin-ml-monitoring-common';
import { z } from 'zod/v3';
import type { KubeClient } from '../KubeClient';
import { reading } from '../readiness/reading';

const AUTHORIZATION = 'authorization.k8s.io/v1';
/** Each costs a few questions. */
const MOST_ASKED_ABOUT = 5;

const reviewSchema = z.object({
  status: z.object({ allowed: z.boolean().default(false) }),
});

/** What each Prometheus may not read in a namespace. Asking about others takes a right that an `admin` of the namespace has. */
export function readScraperRights(
  client: KubeClient,
  prometheuses: readonly PrometheusFact[],
  options: { namespace: string; signal?: AbortSignal },
): Promise<Reading<ScraperRightsFact[]>> {
  const { namespace, signal } = options;
  return reading(
    client,
    within =>
      Promise.all(
        prometheuses.slice(0, MOST_ASKED_ABOUT).map(async prometheus => {
          const user = `system:serviceaccount:${prometheus.namespace}:${prometheus.serviceAccount ?? 'default'}`;
          const rights = rightsToScrape(namespace);
          const allowed = await Promise.all(
            rights.map(({ apiGroup, resource }) =>
              mayList(client, {
                user,
                namespace,
                apiGroup,
                resource,
                signal: within,
              }),
            ),
          );
          return {
            prometheus: {
              namespace: prometheus.namespace,
              name: prometheus.name,
            },
            user,
            lacking: rights.filter((_, index) => !allowed[index]),
          };
        }),
      ),
    {
      right: {
        apiGroup: 'authorization.k8s.io',
        resource: 'localsubjectaccessreviews',
        verbs: ['create'],
        namespace,
      },
      signal,
    },
  );
}

async function mayList(
  client: KubeClient,
  question: {
    user: string;
    namespace: string;
    apiGroup: string;
    resource: string;
    signal: AbortSignal;
  },
): Promise<boolean> {
  const { user, namespace, apiGroup: group, resource, signal } = question;
  const [, , account] = user.split(':');
  const { status } = await client.json(reviewSchema, {
    method: 'POST',
    path: `/apis/${AUTHORIZATION}/namespaces/${encodeURIComponent(namespace)}/localsubjectaccessreviews`,
    body: {
      contentType: 'application/json',
      content: JSON.stringify({
        apiVersion: AUTHORIZATION,
        kind: 'LocalSubjectAccessReview',
        metadata: { namespace },
        spec: {
          user,
          // What roles for all service accounts are bound to.
          groups: [
            'system:serviceaccounts',
            `system:serviceaccounts:${account}`,
            'system:authenticated',
          ],
          resourceAttributes: { group, resource, verb: 'list', namespace },
        },
      }),
    },
    signal,
  });
  return status.allowed;
}
