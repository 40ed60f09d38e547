import type { Cluster, KubeObject } from '../../api/Cluster';
import { hostMatches } from '../gateway/judgeHttpRoute';
import { HTTP_ROUTES, INGRESSES, ROUTES, SERVICES } from '../runtime/resources';
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
  /** Who gets a copy of requests, and throws the answers away. `weight` is in percent. */
  mirrors?: WeightedBackend[];
  /** How long a backend may take. */
  timeoutMs?: number;
  /** A gateway refuses the share of a backend that cannot answer; a router gives it to the others. */
  keepsShares?: boolean;
}

export function routeRules(route: KubeObject): Rule[] {
  if (!isAdmitted(route)) {
    return [];
  }
  const { namespace = '' } = route.metadata;
  const { host, path = '/', to, alternateBackends = [], port } = route.spec;
  const timeoutMs = timeoutOf(route);
  return [
    {
      host,
      path,
      ...(timeoutMs !== undefined && { timeoutMs }),
      backends: [to, ...alternateBackends].map(({ name, weight = 100 }) => ({
        service: { namespace, name },
        port: port?.targetPort,
        weight,
      })),
    },
  ];
}

const TIMEOUT_ANNOTATION = 'haproxy.router.openshift.io/timeout';
const UNIT_MS: Record<string, number> = {
  us: 0.001,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** What the router cannot read, it does not heed. */
function timeoutOf({ metadata }: KubeObject): number | undefined {
  const match = /^([1-9]\d*)(us|ms|s|m|h|d)$/.exec(
    metadata.annotations?.[TIMEOUT_ANNOTATION] ?? '',
  );
  return match ? Number(match[1]) * UNIT_MS[match[2]] : undefined;
}

/** Without a class, and none being the default, no controller feels meant. */
export const hasIngressClass = ({ metadata, spec }: KubeObject) =>
  !!(
    spec?.ingressClassName ??
    metadata.annotations?.['kubernetes.io/ingress.class']
  );

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

/** Only what a Gateway has accepted is routed. */
const isAccepted = ({ status }: KubeObject) =>
  !!status?.parents?.some((parent: any) =>
    parent.conditions?.some(
      (condition: any) =>
        condition.type === 'Accepted' && condition.status === 'True',
    ),
  );

export function httpRouteRules(route: KubeObject): Rule[] {
  if (!isAccepted(route)) {
    return [];
  }
  const { namespace = '' } = route.metadata;
  const hosts: string[] = route.spec?.hostnames ?? [''];
  const backend = ({ name, port }: any, weight: number): WeightedBackend => ({
    service: { namespace, name },
    port,
    weight,
  });
  return (route.spec?.rules ?? []).flatMap(
    ({ matches = [{}], backendRefs = [], filters = [] }: any) => {
      const mirrors = filters
        .flatMap((filter: any) => filter.requestMirror ?? [])
        .map((mirror: any) => backend(mirror.backendRef, percentOf(mirror)));
      return hosts.flatMap(host =>
        matches.map(({ path: { type, value = '/' } = {} as any }: any) => ({
          host,
          path: value,
          exact: type === 'Exact',
          backends: backendRefs.map((ref: any) =>
            backend(ref, ref.weight ?? 1),
          ),
          keepsShares: true,
          ...(mirrors.length > 0 && { mirrors }),
        })),
      );
    },
  );
}

const percentOf = ({ percent, fraction }: any): number =>
  fraction
    ? (100 * fraction.numerator) / (fraction.denominator ?? 100)
    : (percent ?? 100);

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
        (rule.host === '' || hostMatches(rule.host, host)) &&
        matchesPath(rule, path),
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
    ...cluster.list(INGRESSES).filter(hasIngressClass).flatMap(ingressRules),
    ...(has(HTTP_ROUTES.group)
      ? cluster.list(HTTP_ROUTES).flatMap(httpRouteRules)
      : []),
  ];
}

export type Choice =
  | { address: Address }
  /** The status that the request is refused with. */
  | { refusal: 500 | 503 };

/**
 * Chooses backends in proportion to their weights, by turns rather than by
 * dice. A backend with weight 0 gets nothing; nor does one of a router without
 * a ready address.
 */
export class Balancer {
  private readonly credit = new Map<string, number>();
  private turn = 0;

  constructor(private readonly cluster: Cluster) {}

  /** `except`: addresses that nobody listens at, though the cluster does not know yet. */
  choose(rule: Rule, except: readonly Address[] = []): Choice {
    const candidates = rule.backends
      .filter(({ weight }) => weight > 0)
      .map(backend => ({
        ...backend,
        id: `${rule.host}${rule.path} ${backend.service.namespace}/${backend.service.name}`,
        addresses: this.addressesOf(backend, except),
      }))
      .filter(({ addresses }) => rule.keepsShares || addresses.length > 0);
    const total = candidates.reduce((sum, { weight }) => sum + weight, 0);
    for (const { id, weight } of candidates) {
      this.credit.set(id, (this.credit.get(id) ?? 0) + weight);
    }
    const [chosen] = candidates.sort(
      (a, b) => this.credit.get(b.id)! - this.credit.get(a.id)!,
    );
    if (!chosen) {
      return { refusal: 503 };
    }
    this.credit.set(chosen.id, this.credit.get(chosen.id)! - total);
    if (chosen.addresses.length === 0) {
      return {
        refusal: this.cluster.get(SERVICES, chosen.service) ? 503 : 500,
      };
    }
    return { address: this.oneOf(chosen.addresses) };
  }

  /** Where copies of the next request go. */
  mirrorsOf(rule: Rule): Address[] {
    return (rule.mirrors ?? []).flatMap(mirror => {
      const id = `mirror ${rule.host}${rule.path} ${mirror.service.namespace}/${mirror.service.name}`;
      const credit = (this.credit.get(id) ?? 0) + mirror.weight;
      this.credit.set(id, credit >= 100 ? credit - 100 : credit);
      const addresses = this.addressesOf(mirror);
      return credit >= 100 && addresses.length > 0
        ? [this.oneOf(addresses)]
        : [];
    });
  }

  private addressesOf(
    { service, port }: WeightedBackend,
    except: readonly Address[] = [],
  ) {
    return readyAddresses(this.cluster, service, port).filter(
      ({ host, port: number }) =>
        !except.some(other => other.host === host && other.port === number),
    );
  }

  private oneOf(addresses: Address[]): Address {
    this.turn += 1;
    return addresses[this.turn % addresses.length];
  }
}
