import type {
  ClusterApis,
  ManifestSettings,
  Right,
} from 'backstage-plugin-ml-monitoring-common';
import { resources, type KubeResource } from './resources';

type Named = Omit<Right, 'namespace'>;

const READ = ['get', 'list'];
const WRITE = ['create', 'patch', 'delete'];

/** What the suite reads of the models in a namespace. */
export function rightsToRead(apis: ClusterApis): Named[] {
  return [
    ...rights(
      [
        resources.seldonDeployments,
        resources.pods,
        resources.services,
        resources.events,
        resources.deployments,
        resources.replicaSets,
        resources.autoscalers,
        resources.endpointSlices,
        apis.route && resources.routes,
        apis.ingress && resources.ingresses,
        apis.gateway && resources.httpRoutes,
        apis.serviceMonitor && resources.serviceMonitors,
        apis.podMonitor && resources.podMonitors,
      ],
      READ,
    ),
    { apiGroup: '', resource: 'pods/log', verbs: ['get'] },
  ];
}

/** What the suite does besides, where models are provisioned. */
export function rightsToWrite(options: {
  apis: ClusterApis;
  exposure: ManifestSettings['exposure'];
  /** Routes are given a host, which OpenShift wants a right of its own for. */
  routeHosts: boolean;
  /** Test predictions go to models without an address outside the cluster too. */
  predictions: boolean;
}): Named[] {
  const { apis, exposure, routeHosts, predictions } = options;
  const exposes = (kind: 'route' | 'ingress' | 'gateway') =>
    apis[kind] && exposure.includes(kind);
  return [
    ...rights(
      [
        resources.seldonDeployments,
        resources.services,
        exposes('route') && resources.routes,
        exposes('ingress') && resources.ingresses,
        exposes('gateway') && resources.httpRoutes,
        apis.serviceMonitor && resources.serviceMonitors,
        apis.podMonitor && resources.podMonitors,
      ],
      WRITE,
    ),
    // Nothing but provisioning looks at these.
    ...rights(
      [
        apis.prometheusRule && resources.prometheusRules,
        apis.grafanaV4 && resources.grafanaDashboardsV4,
        apis.grafanaV4 && resources.grafanaDataSourcesV4,
        apis.grafanaV5 && resources.grafanaDashboardsV5,
        apis.grafanaV5 && resources.grafanaDataSourcesV5,
      ],
      [...READ, ...WRITE],
    ),
    ...(exposes('route') && routeHosts
      ? [
          {
            apiGroup: groupOf(resources.routes),
            resource: 'routes/custom-host',
            verbs: ['create'],
          },
        ]
      : []),
    ...(predictions
      ? [
          // `get`: to ask a model what it takes.
          {
            apiGroup: '',
            resource: 'services/proxy',
            verbs: ['create', 'get'],
          },
        ]
      : []),
  ];
}

function rights(
  these: readonly (KubeResource | false)[],
  verbs: string[],
): Named[] {
  return these.flatMap(each =>
    each ? [{ apiGroup: groupOf(each), resource: each.plural, verbs }] : [],
  );
}

/** Empty for the core group. */
export function groupOf({ apiVersion }: KubeResource): string {
  return apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
}
