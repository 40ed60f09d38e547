import type { Texts } from './texts';

/** Percent of the requests by predictor. */
export type Traffic = Record<string, number>;

export function trafficSum(traffic: Traffic): number {
  return Object.values(traffic).reduce((sum, share) => sum + share, 0);
}

/** Even shares that sum to 100: what cannot be divided goes to the first ones. */
export function evenTraffic(predictors: readonly string[]): Traffic {
  const share = Math.floor(100 / predictors.length);
  const rest = 100 - share * predictors.length;
  return Object.fromEntries(
    predictors.map((name, index) => [name, share + (index < rest ? 1 : 0)]),
  );
}

/** Why traffic cannot be split like this. */
export function trafficProblem(traffic: Traffic, t: Texts): string | undefined {
  const isShare = (share: unknown) =>
    Number.isInteger(share) && Number(share) >= 0 && Number(share) <= 100;
  if (!Object.values(traffic).every(isShare)) {
    return t('form.refused.trafficWhole');
  }
  const sum = trafficSum(traffic);
  if (sum === 100) {
    return undefined;
  }
  const number = String(Math.abs(100 - sum));
  return t('form.refused.trafficSum', {
    sum: String(sum),
    hint: t(
      sum < 100 ? 'form.refused.trafficMissing' : 'form.refused.trafficTooMuch',
      { number },
    ),
  });
}
