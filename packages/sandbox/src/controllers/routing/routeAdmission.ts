import type { KubeObject } from '../../api/Cluster';

export const APPS_DOMAIN = 'apps.localhost';
const ROUTER = 'default';

/** The host that OpenShift gives to a Route without one. */
export function defaultRoute(route: KubeObject) {
  route.spec ??= {};
  if (!route.spec.host && !route.spec.subdomain) {
    const { name, namespace } = route.metadata;
    route.spec.host = `${name}-${namespace}.${APPS_DOMAIN}`;
    route.metadata.annotations = {
      ...route.metadata.annotations,
      'openshift.io/host.generated': 'true',
    };
  }
  route.spec.wildcardPolicy ??= 'None';
  if (route.spec.to) {
    route.spec.to.kind ??= 'Service';
    route.spec.to.weight ??= 100;
  }
}

export interface Verdict {
  admitted: boolean;
  reason?: string;
  message?: string;
}

/** What the router thinks of a Route, given all others. */
export function judgeRoute(route: KubeObject, others: KubeObject[]): Verdict {
  const host: string = route.spec.host ?? '';
  if (!host) {
    return {
      admitted: false,
      reason: 'NoHostValue',
      message: 'no host value was defined for the route',
    };
  }
  const problems = hostProblems(host);
  if (problems.length > 0) {
    return {
      admitted: false,
      reason: 'InvalidHost',
      message: problems.join(', '),
    };
  }
  const holder = others
    .filter(
      other =>
        other.spec?.host === host &&
        (other.spec?.path ?? '') === (route.spec.path ?? '') &&
        isOlder(other, route),
    )
    .sort((a, b) => (isOlder(a, b) ? -1 : 1))[0];
  return holder
    ? {
        admitted: false,
        reason: 'HostAlreadyClaimed',
        message:
          holder.metadata.namespace === route.metadata.namespace
            ? `route ${holder.metadata.name} already exposes ${host} and is older`
            : `a route in another namespace holds ${host} and is older than ${route.metadata.name}`,
      }
    : { admitted: true };
}

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

const hostProblems = (host: string) =>
  host
    .split('.')
    .flatMap(label => [
      ...(label.length > 63
        ? [
            `spec.host: Invalid value: ${JSON.stringify(host)}: host (DNS label) ${JSON.stringify(label)} must be no more than 63 characters`,
          ]
        : []),
      ...(LABEL.test(label)
        ? []
        : [
            `spec.host: Invalid value: ${JSON.stringify(host)}: host (DNS label) ${JSON.stringify(label)} must consist of lower case alphanumeric characters or '-'`,
          ]),
    ]);

function isOlder(a: KubeObject, b: KubeObject): boolean {
  const [left, right] = [a, b].map(
    ({ metadata }) =>
      `${metadata.creationTimestamp} ${metadata.namespace} ${metadata.name}`,
  );
  return left < right;
}

/** The router's entry in `status.ingress`. */
export function routeIngress(route: KubeObject, verdict: Verdict, now: string) {
  const previous = route.status?.ingress?.find(
    (each: { routerName: string }) => each.routerName === ROUTER,
  )?.conditions?.[0];
  const status = verdict.admitted ? 'True' : 'False';
  return {
    host: route.spec.host ?? '',
    routerName: ROUTER,
    routerCanonicalHostname: `router-default.${APPS_DOMAIN}`,
    wildcardPolicy: route.spec.wildcardPolicy ?? 'None',
    conditions: [
      {
        type: 'Admitted',
        status,
        ...(verdict.reason && {
          reason: verdict.reason,
          message: verdict.message,
        }),
        lastTransitionTime:
          previous?.status === status ? previous.lastTransitionTime : now,
      },
    ],
  };
}

export const isAdmitted = (route: KubeObject) =>
  !!route.status?.ingress?.some((each: any) =>
    each.conditions?.some(
      (condition: any) =>
        condition.type === 'Admitted' && condition.status === 'True',
    ),
  );
