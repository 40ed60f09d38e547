import { z } from 'zod/v3';

/** What leads callers from outside to the predictors. @public */
export type SplitterKind = 'Route' | 'HTTPRoute' | 'Ingress';

/** Whole percent of the requests, by the name of the Service. A Service that is not named gets none. @public */
export type Shares = Record<string, number>;

/** How something splits the requests. @public */
export interface Split {
  shares: Shares;
  /** Services that get a copy of the requests. */
  mirrors: string[];
}

/** A Route takes one backend and at most three alternatives. */
const MAX_ROUTE_BACKENDS = 4;
const HTTP_PORT = 8000;

const DEFAULT_ROUTE_WEIGHT = 100;
const routeBackend = z
  .object({ name: z.string(), weight: z.number().nullish() })
  .passthrough();
const routeSpecSchema = z
  .object({
    to: routeBackend,
    alternateBackends: z.array(routeBackend).nullish(),
  })
  .passthrough();

const DEFAULT_BACKEND_REF_WEIGHT = 1;
const backendRef = z
  .object({ name: z.string(), weight: z.number().nullish() })
  .passthrough();
const httpFilter = z
  .object({
    type: z.string(),
    requestMirror: z
      .object({ backendRef: z.object({ name: z.string() }).passthrough() })
      .passthrough()
      .nullish(),
  })
  .passthrough();
const httpRouteSpecSchema = z
  .object({
    rules: z.array(
      z
        .object({
          backendRefs: z.array(backendRef).nullish(),
          filters: z.array(httpFilter).nullish(),
        })
        .passthrough(),
    ),
  })
  .passthrough();

const ingressPath = z
  .object({
    backend: z
      .object({
        service: z.object({ name: z.string() }).passthrough().nullish(),
      })
      .passthrough(),
  })
  .passthrough();
const ingressSpecSchema = z
  .object({
    rules: z.array(
      z
        .object({
          http: z
            .object({ paths: z.array(ingressPath) })
            .passthrough()
            .nullish(),
        })
        .passthrough(),
    ),
  })
  .passthrough();

/** How a Route, HTTPRoute or Ingress splits, told by its spec. @public */
export function readSplit(kind: SplitterKind, spec: unknown): Split {
  switch (kind) {
    case 'Route': {
      const { to, alternateBackends } = routeSpecSchema.parse(spec);
      const weighted = [to, ...(alternateBackends ?? [])].map(
        ({ name, weight }) => ({
          name,
          weight: weight ?? DEFAULT_ROUTE_WEIGHT,
        }),
      );
      return { shares: sharesOf(weighted), mirrors: [] };
    }
    case 'HTTPRoute': {
      const { rules } = httpRouteSpecSchema.parse(spec);
      const weighted = (rules[0]?.backendRefs ?? []).map(
        ({ name, weight }) => ({
          name,
          weight: weight ?? DEFAULT_BACKEND_REF_WEIGHT,
        }),
      );
      const mirrors = (rules[0]?.filters ?? []).flatMap(
        ({ requestMirror }) => requestMirror?.backendRef.name ?? [],
      );
      return { shares: sharesOf(weighted), mirrors };
    }
    default: {
      const { rules } = ingressSpecSchema.parse(spec);
      const names = rules.flatMap(({ http }) =>
        (http?.paths ?? []).flatMap(
          ({ backend }) => backend.service?.name ?? [],
        ),
      );
      return {
        shares: sharesOf(
          [...new Set(names)].map(name => ({ name, weight: 1 })),
        ),
        mirrors: [],
      };
    }
  }
}

/** The same spec with another split. @public */
export function withSplit(
  kind: SplitterKind,
  spec: unknown,
  { shares, mirrors }: Split,
): Record<string, unknown> {
  const weighted = Object.entries(shares)
    .filter(([, weight]) => weight > 0)
    .sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1))
    .map(([name, weight]) => ({ name, weight }));
  switch (kind) {
    case 'Route': {
      const { alternateBackends: _, ...route } = routeSpecSchema.parse(spec);
      const [to, ...others] = weighted.map(each => ({
        kind: 'Service',
        ...each,
      }));
      return {
        ...route,
        to,
        ...(others.length && { alternateBackends: others }),
      };
    }
    case 'HTTPRoute': {
      const route = httpRouteSpecSchema.parse(spec);
      return {
        ...route,
        rules: route.rules.map(rule => {
          const { filters, ...rest } = rule;
          const port = rule.backendRefs?.[0]?.port ?? HTTP_PORT;
          const kept = [
            ...(filters ?? []).filter(({ type }) => type !== 'RequestMirror'),
            ...mirrors.map(name => ({
              type: 'RequestMirror',
              requestMirror: { backendRef: { name, port } },
            })),
          ];
          return {
            ...rest,
            ...(kept.length && { filters: kept }),
            backendRefs: weighted.map(each => ({ ...each, port })),
          };
        }),
      };
    }
    default: {
      const ingress = ingressSpecSchema.parse(spec);
      return {
        ...ingress,
        rules: ingress.rules.map(rule => ({
          ...rule,
          ...(rule.http && {
            http: {
              ...rule.http,
              paths: rule.http.paths.map(path => ({
                ...path,
                backend: {
                  ...path.backend,
                  ...(path.backend.service && {
                    service: {
                      ...path.backend.service,
                      name: weighted[0].name,
                    },
                  }),
                },
              })),
            },
          }),
        })),
      };
    }
  }
}

/** Why this cannot split so. `undefined`: it can. @public */
export function cannotSplit(
  splitter: { kind: SplitterKind; name: string },
  { shares, mirrors }: Split,
): string | undefined {
  const { kind, name } = splitter;
  const backends = Object.values(shares).filter(share => share > 0).length;
  if (mirrors.length && kind !== 'HTTPRoute') {
    return `${kind} ${name} cannot give a copy of the requests to another version: only an HTTPRoute can. Ask for a share instead, or expose the model with exposure.kind gateway`;
  }
  if (backends > 1 && kind === 'Ingress') {
    return `Ingress ${name} cannot split requests between versions: it leads to one Service. Ask for trafficPercent 0 and promote all at once, or expose the model with a Route or HTTPRoute`;
  }
  if (backends > MAX_ROUTE_BACKENDS && kind === 'Route') {
    return `Route ${name} can split between ${MAX_ROUTE_BACKENDS} predictors at most, and this would be ${backends}`;
  }
  return undefined;
}

function sharesOf(weighted: { name: string; weight: number }[]): Shares {
  const total = weighted.reduce((sum, { weight }) => sum + weight, 0);
  const shares: Shares = {};
  for (const { name, weight } of weighted) {
    if (weight > 0) {
      shares[name] = (shares[name] ?? 0) + (weight / total) * 100;
    }
  }
  return shares;
}
