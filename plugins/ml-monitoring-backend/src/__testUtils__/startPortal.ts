import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type { JsonObject } from '@backstage/types';
import {
  createMlMonitoringClient,
  type MlMonitoringApi,
} from 'backstage-plugin-ml-monitoring-common';
import mlMonitoringPlugin from '..';
import type { TestCluster } from './startTestCluster';

export interface Portal {
  api: MlMonitoringApi;
  /** Without the client's checks: a path below `/v1`, as a signed-in user. */
  fetch: (path: string, init?: RequestInit) => Promise<Response>;
  /** What was written down, the oldest first. */
  audited: { eventId: string; outcome: string; meta: unknown }[];
  stop(): Promise<void>;
}

/** This plugin beside the real Kubernetes plugin, which knows the given clusters. */
export async function startPortal(options: {
  clusters: Record<string, Pick<TestCluster, 'url' | 'caData' | 'token'>>;
  /** Clusters that are signed in to from the browser. */
  browserClusters?: string[];
  mlMonitoring?: JsonObject;
  /** What the policy says to each of our permissions, by name. Default: all allowed. */
  policy?: (permission: string) => PolicyDecision;
}): Promise<Portal> {
  const { clusters, browserClusters = [], mlMonitoring = {}, policy } = options;
  const audited: Portal['audited'] = [];
  const decide = (permission: string): PolicyDecision =>
    policy?.(permission) ?? { result: AuthorizeResult.ALLOW };
  const backend = await startTestBackend({
    features: [
      mlMonitoringPlugin,
      import('@backstage/plugin-kubernetes-backend'),
      catalogServiceMock.factory({ entities: [] }),
      mockServices.rootConfig.factory({
        data: {
          mlMonitoring,
          kubernetes: {
            serviceLocatorMethod: { type: 'multiTenant' },
            clusterLocatorMethods: [
              {
                type: 'config',
                clusters: [
                  ...Object.entries(clusters).map(
                    ([name, { url, caData, token }]) => ({
                      name,
                      url,
                      caData,
                      authProvider: 'serviceAccount',
                      serviceAccountToken: token,
                    }),
                  ),
                  ...browserClusters.map(name => ({
                    name,
                    url: 'https://browser.invalid',
                    authProvider: 'oidc',
                    oidcTokenProvider: 'okta',
                  })),
                ],
              },
            ],
          },
        },
      }),
      mockServices.permissions.mock({
        // The proxy of the Kubernetes plugin asks this one, with our service credentials.
        authorize: async requests =>
          requests.map(({ permission }) => ({
            result:
              permission.name.startsWith('ml-monitoring.') &&
              decide(permission.name).result === AuthorizeResult.DENY
                ? AuthorizeResult.DENY
                : AuthorizeResult.ALLOW,
          })),
        authorizeConditional: async requests =>
          requests.map(({ permission }) => decide(permission.name)),
      }).factory,
      mockServices.auditor.mock({
        createEvent: async ({ eventId, meta }) => {
          const note = (outcome: string) => async (done?: object) => {
            // The Kubernetes plugin keeps a record of its own.
            if (!eventId.startsWith('model-')) {
              return;
            }
            audited.push({
              eventId,
              outcome,
              meta: { ...meta, ...(done as { meta?: object })?.meta },
            });
          };
          return { success: note('success'), fail: note('fail') };
        },
      }).factory,
    ],
  });
  const { port } = backend.server.address() as { port: number };
  const baseUrl = `http://localhost:${port}/api/ml-monitoring`;
  const asUser: typeof fetch = (input, init) =>
    fetch(input, {
      ...init,
      headers: {
        ...(init?.headers as Record<string, string>),
        Authorization: mockCredentials.user.header(),
      },
    });
  return {
    api: createMlMonitoringClient({
      discoveryApi: { getBaseUrl: async () => baseUrl },
      fetchApi: { fetch: asUser },
    }),
    fetch: (path, init) => asUser(`${baseUrl}/v1${path}`, init),
    audited,
    stop: () => backend.stop(),
  };
}
