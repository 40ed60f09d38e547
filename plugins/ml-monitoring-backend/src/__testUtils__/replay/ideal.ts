import type { Conditions } from './allowances';
import type { Sent } from './expectationsOf';
import { firstCalls, planOf, type PlannedCall } from './plan';
import type { ReplayedModel } from './ReplayCluster';
import type { SentCall } from './sendPlan';

/** Every scrape at its second, while traffic is sent for 20 s. */
export const idealConditions: Conditions = {
  windowSeconds: 60,
  scrapedSeconds: { shortest: 24, longest: 24 },
  everySeconds: 1,
  dividesBy: 'window',
};

/** The plan of a model, as if everything took as long as it was told and 10 ms. */
export function idealTraffic(
  model: Pick<ReplayedModel, 'replicas' | 'rounds'>,
  seed = 5,
): Sent {
  return {
    first: firstCalls(model).map(answered),
    all: planOf({ ...model, overMs: 20_000, seed }).map(answered),
  };
}

const OWN_SECONDS = 0.01;

function answered(call: PlannedCall): SentCall {
  const { ask } = call;
  if (ask.kind === 'prediction') {
    return { ...call, code: ask.code, tookSeconds: ask.seconds + OWN_SECONDS };
  }
  const code = ask.kind === 'unreadable' ? 400 : 200;
  return { ...call, code, tookSeconds: OWN_SECONDS };
}
