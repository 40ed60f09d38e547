/**
 * Numbers in a fixed order instead of dice, so that what was caused can be
 * compared with what was measured: after `n` calls exactly `⌊n·ratio⌋` were true.
 */
export function everySoOften(ratio: number): () => boolean {
  let calls = 0;
  return () => {
    calls += 1;
    // The nudge keeps 0.07 × 100 from being 7.000000000000001 or 6.999….
    return (
      Math.floor(calls * ratio + 1e-9) > Math.floor((calls - 1) * ratio + 1e-9)
    );
  };
}

export interface WeightedValue {
  value: number;
  weight: number;
}

/** Hands out values in the proportion of their weights, each as evenly spread as it can be. */
export function inProportion(values: WeightedValue[]): () => number {
  const total = values.reduce((sum, { weight }) => sum + weight, 0);
  const credit = values.map(() => 0);
  return () => {
    let chosen = 0;
    values.forEach(({ weight }, index) => {
      credit[index] += weight;
      if (credit[index] > credit[chosen]) {
        chosen = index;
      }
    });
    credit[chosen] -= total;
    return values[chosen].value;
  };
}

/** `20ms:90,200ms:9,1s:1`: 90 parts of 20 ms, 9 of 200 ms, 1 of a second. Milliseconds. */
export function parseLatencyMix(text: string): WeightedValue[] {
  return text.split(',').map(part => {
    const match = /^\s*(\d+(?:\.\d+)?)(ms|s)(?::(\d+(?:\.\d+)?))?\s*$/.exec(
      part,
    );
    if (!match) {
      throw new Error(
        `LATENCY "${part}" is not <duration>:<weight>, such as 20ms:90`,
      );
    }
    return {
      value: Number(match[1]) * (match[2] === 's' ? 1000 : 1),
      weight: Number(match[3] ?? 1),
    };
  });
}
