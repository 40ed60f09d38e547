import { z } from 'zod/v3';
import {
  listOf,
  record,
  text,
  metadata,
  conditions,
  writtenMetadata,
} from './parts';

export const serviceSchema = z.object({
  metadata,
  spec: z.object({
    selector: record,
    ports: listOf(
      z.object({
        name: text,
        port: z.number(),
        targetPort: z.union([z.string(), z.number()]).nullish(),
      }),
    ),
  }),
});
export type ServiceObject = z.output<typeof serviceSchema>;

export const endpointSliceSchema = z.object({
  metadata,
  endpoints: listOf(
    z.object({
      addresses: listOf(z.string()),
      conditions: z.object({ ready: z.boolean().nullish() }).nullish(),
    }),
  ),
});
export type EndpointSliceObject = z.output<typeof endpointSliceSchema>;

const weighted = z.object({ name: z.string(), weight: z.number().nullish() });

export const routeSchema = z.object({
  metadata: writtenMetadata,
  spec: z.object({
    host: text,
    to: weighted,
    alternateBackends: listOf(weighted),
    port: z.object({ targetPort: z.union([z.string(), z.number()]) }).nullish(),
    tls: z.object({ termination: text }).nullish(),
  }),
  status: z
    .object({ ingress: listOf(z.object({ host: text, conditions })) })
    .nullish()
    .transform(value => value ?? undefined),
});
export type RouteObject = z.output<typeof routeSchema>;

export const ingressSchema = z.object({
  metadata: writtenMetadata,
  spec: z.object({
    ingressClassName: text,
    tls: listOf(z.object({})),
    rules: listOf(
      z.object({
        host: text,
        http: z
          .object({
            paths: listOf(
              z.object({
                path: text,
                backend: z.object({
                  service: z
                    .object({
                      name: z.string(),
                      port: z
                        .object({ name: text, number: z.number().nullish() })
                        .nullish(),
                    })
                    .nullish(),
                }),
              }),
            ),
          })
          .nullish(),
      }),
    ),
  }),
  status: z
    .object({
      loadBalancer: z.object({ ingress: listOf(z.object({})) }).nullish(),
    })
    .nullish(),
});
export type IngressObject = z.output<typeof ingressSchema>;

export const httpRouteSchema = z.object({
  metadata: writtenMetadata,
  spec: z.object({
    hostnames: listOf(z.string()),
    rules: listOf(
      z.object({
        backendRefs: listOf(
          weighted.extend({ namespace: text, port: z.number().nullish() }),
        ),
        timeouts: z.object({ request: text }).nullish(),
      }),
    ),
  }),
  status: z
    .object({ parents: listOf(z.object({ conditions })) })
    .nullish()
    .transform(value => value ?? undefined),
});
export type HttpRouteObject = z.output<typeof httpRouteSchema>;
