import type { KubeHttp, KubeRequest, KubeResponse } from '../kube/KubeHttp';

/** What one check saw, by name. Compared as JSON after normalising. */
export type Facts = Record<string, unknown>;

/** One API server, as a check meets it. */
export interface Subject {
  /** As an administrator. */
  readonly kube: KubeHttp;
  readonly kubeconfig: string;
  /** Made for this check alone. */
  readonly namespace: string;
  request(request: KubeRequest): Promise<KubeResponse>;
  /** Path of a collection in the check's namespace, or of one of its objects. */
  path(resource: ResourceName, name?: string, subresource?: string): string;
  /** Forgets past versions. Absent where the server gives no way to ask for it. */
  forgetHistory?: () => Promise<void>;
  /** The address of a Prometheus that goes by the monitors and rules in it. */
  readonly prometheus?: string;
}

export interface Check<S = Subject> {
  title: string;
  observe(subject: S): Promise<Facts>;
}

/** API prefix of each resource that the checks use. */
const prefixes = {
  configmaps: '/api/v1',
  endpoints: '/api/v1',
  events: '/api/v1',
  pods: '/api/v1',
  secrets: '/api/v1',
  serviceaccounts: '/api/v1',
  services: '/api/v1',
  deployments: '/apis/apps/v1',
  replicasets: '/apis/apps/v1',
  endpointslices: '/apis/discovery.k8s.io/v1',
  horizontalpodautoscalers: '/apis/autoscaling/v2',
  poddisruptionbudgets: '/apis/policy/v1',
  ingresses: '/apis/networking.k8s.io/v1',
  rolebindings: '/apis/rbac.authorization.k8s.io/v1',
  roles: '/apis/rbac.authorization.k8s.io/v1',
  seldondeployments: '/apis/machinelearning.seldon.io/v1',
  podmonitors: '/apis/monitoring.coreos.com/v1',
  prometheusrules: '/apis/monitoring.coreos.com/v1',
  servicemonitors: '/apis/monitoring.coreos.com/v1',
  routes: '/apis/route.openshift.io/v1',
  gateways: '/apis/gateway.networking.k8s.io/v1',
  httproutes: '/apis/gateway.networking.k8s.io/v1',
  grafanadashboards: '/apis/grafana.integreatly.org/v1beta1',
  grafanadatasources: '/apis/grafana.integreatly.org/v1beta1',
} as const;

export type ResourceName = keyof typeof prefixes;

export const resourcePath = (
  namespace: string,
  resource: ResourceName,
  name?: string,
  subresource?: string,
) =>
  [prefixes[resource], 'namespaces', namespace, resource, name, subresource]
    .filter(Boolean)
    .join('/');

/** Status code and body, which for a refusal is the whole `Status`. */
export const answerOf = ({ status, body }: KubeResponse) => ({ status, body });

/** An answer that a check builds upon: anything but success means that the check itself cannot go on. */
export function expectSuccess(response: KubeResponse): KubeResponse {
  if (response.status >= 300) {
    const said =
      typeof response.body === 'string'
        ? response.body
        : (response.body.message ?? JSON.stringify(response.body));
    throw new Error(`${response.status}: ${said}`);
  }
  return response;
}

/** Status code and reason, where the words are those of a parser that no client reads. */
export const outcomeOf = ({
  status,
  body,
}: Pick<KubeResponse, 'status' | 'body'>) => ({
  status,
  reason: body?.reason,
});

export async function forgetHistory(subject: Subject): Promise<void> {
  if (!subject.forgetHistory) {
    throw new Error('this server gives no way to forget past versions');
  }
  await subject.forgetHistory();
}
