const FACTORS: Record<string, number> = {
  m: 1e-3,
  k: 1e3,
  K: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** A Kubernetes quantity as a number: `500m` is 0.5, `1Ki` is 1024. */
export function quantity(value: string | number | undefined): number {
  const match = /^([0-9.]+)([a-zA-Z]*)$/.exec(String(value ?? 0));
  return match ? Number(match[1]) * (FACTORS[match[2]] ?? 1) : 0;
}

/** What a pod's containers ask for together. */
export function requested(podSpec: any, resource: 'cpu' | 'memory'): number {
  return (podSpec?.containers ?? []).reduce(
    (sum: number, { resources }: any) =>
      sum +
      quantity(
        resources?.requests?.[resource] ?? resources?.limits?.[resource],
      ),
    0,
  );
}
