import type { ModelObjects } from './indexObjects';

/** Ready addresses by Service. Where they may not be read, none is known, which is not none. */
export function readyEndpoints(
  services: string[],
  { endpointSlices, unread }: Pick<ModelObjects, 'endpointSlices' | 'unread'>,
): Record<string, number> {
  if (unread.has('endpointSlices')) {
    return {};
  }
  return Object.fromEntries(
    services.map(service => {
      const ready = endpointSlices
        .filter(
          ({ metadata }) =>
            metadata.labels['kubernetes.io/service-name'] === service,
        )
        .flatMap(({ endpoints }) => endpoints)
        // Absent means ready, by the API's own definition.
        .filter(({ conditions }) => conditions?.ready !== false)
        .flatMap(({ addresses }) => addresses);
      return [service, new Set(ready).size];
    }),
  );
}
