import type { Cluster, KubeObject } from '../../api/Cluster';
import { HTTP_ROUTES, INGRESSES, ROUTES } from '../runtime/resources';
import { readyAddresses, type Address } from './backends';
import { isAdmitted } from './routeAdmission';

export interface WeightedBackend {
  service: { namespace: string; name: string };
  port: string | number | undefined;
  weight: number;
}

/** One way from a host and path to Services. */
export interface Rule {
  host: string;
  path: string;
  exact?: boolean;
  backends: WeightedBackend[];
}

export function routeRules(route: KubeObject): Rule[] {
  if (!isAdmitted(route)) {
    return [];
  }
  const { namespace = '' } = route.metadata;
  const { host, path = '/', to, alternateBackends = [], port } = route.spec;
  return [
    {
      host,
      path,
      backends: [to, ...alternateBackends].map(({ name, weight = 100 }) => ({
        service: { namespace, name },
        port: port?.targetPort,
        weight,
      })),
    },
  ];
}

export function ingressRules(ingress: KubeObject): Rule[] {
  const { namespace = '' } = ingress.metadata;
  return (ingress.spec?.rules ?? []).flatMap(({ host = '', http }: any) =>
    (http?.paths ?? []).map(({ path = '/', pathType, backend }: any) => ({
      host,
      path,
      exact: pathType === 'Exact',
      backends: [
        {
          service: { namespace, name: backend.service?.name ?? '' },
          port: backend.service?.port?.name ?? backend.service?.port?.number,
          weight: 1,
        },
      ],
    })),
  );
}

export function httpRouteRules(route: KubeObject): Rule[] {
  const { namespace = '' } = route.metadata;
  const hosts: string[] = route.spec?.hostnames ?? [''];
  return (route.spec?.rules ?? []).flatMap(({ matches, backendRefs }: any) => {
    const paths = (matches ?? [{}]).map(({ path }: any) => path ?? {});
    return hosts.flatMap(host =>
      paths.map(({ type = 'PathPrefix', value = '/' }: any) => ({
        host,
        path: value,
        exact: type === 'Exact',
        backends: (backendRefs ?? []).map(
          ({ name, namespace: other, port, weight = 1 }: any) => ({
            service: { namespace: other ?? namespace, name },
            port,
            weight,
          }),
        ),
      })),
    );
  });
}

const matchesPath = (rule: Rule, path: string) =>
  rule.exact
    ? path === rule.path
    : rule.path === '/' ||
      path === rule.path ||
      path.startsWith(rule.path.endsWith('/') ? rule.path : `${rule.path}/`);

/** The rule for a request: the right host, then the longest path. */
export function findRule(
  rules: Rule[],
  host: string,
  path: string,
): Rule | undefined {
  return rules
    .filter(
      rule =>
        (rule.host === host || rule.host === '') && matchesPath(rule, path),
    )
    .sort(
      (a, b) =>
        Number(b.host !== '') - Number(a.host !== '') ||
        b.path.length - a.path.length,
    )[0];
}

/** Every rule of the cluster, in the order of kinds. Kinds the cluster does not have are left out. */
export function allRules(
  cluster: Cluster,
  has: (group: string) => boolean,
): Rule[] {
  return [
    ...(has(ROUTES.group) ? cluster.list(ROUTES).flatMap(routeRules) : []),
    ...cluster.list(INGRESSES).flatMap(ingressRules),
    ...(has(HTTP_ROUTES.group)
      ? cluster.list(HTTP_ROUTES).flatMap(httpRouteRules)
      : []),
  ];
}

/**
 * Chooses backends in proportion to their weights, by turns rather than by
 * dice. A backend with weight 0 or without a ready address gets nothing.
 */
export class Balancer {
  private readonly credit = new Map<string, number>();
  private turn = 0;

  constructor(private readonly cluster: Cluster) {}

  choose(rule: Rule): Address | undefined {
    const usable = rule.backends
      .filter(({ weight }) => weight > 0)
      .map(backend => ({
        ...backend,
        id: `${rule.host}${rule.path} ${backend.service.namespace}/${backend.service.name}`,
        addresses: readyAddresses(this.cluster, backend.service, backend.port),
      }))
      .filter(({ addresses }) => addresses.length > 0);
    const total = usable.reduce((sum, { weight }) => sum + weight, 0);
    for (const { id, weight } of usable) {
      this.credit.set(id, (this.credit.get(id) ?? 0) + weight);
    }
    const [chosen] = usable.sort(
      (a, b) => this.credit.get(b.id)! - this.credit.get(a.id)!,
    );
    if (!chosen) {
      return undefined;
    }
    this.credit.set(chosen.id, this.credit.get(chosen.id)! - total);
    this.turn += 1;
    return chosen.addresses[this.turn % chosen.addresses.length];
  }
}
