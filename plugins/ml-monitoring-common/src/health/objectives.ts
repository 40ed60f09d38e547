import type { Objective, SloReport } from '../contract/health';
import type { Slo } from '../contract/provisioning';
import {
  BUDGET_DAYS,
  burnRates,
  SLOW_BUDGET,
} from '../manifests/alerts/burnRate';
import { latencyBound } from '../manifests/alerts/latencyBound';
import { ratioOf } from '../manifests/slo';
import type { LatencyBoundSeconds } from '../promql/calls';
import type { QueryScope } from '../promql/scope';
import { missedShare } from '../promql/slo';

const DAY_SECONDS = 24 * 3600;
const BUDGET_SECONDS = BUDGET_DAYS * DAY_SECONDS;

/** A model that is so new has all its predictions counted within this time, wherever they are kept. */
const NEW_MODEL_SECONDS = 3600;

/** What predictions are counted over for burn rates, shortest first. */
const BURN_WINDOWS_SECONDS = [
  ...new Set(
    burnRates.flatMap(({ shortSeconds, longSeconds }) => [
      shortSeconds,
      longSeconds,
    ]),
  ),
].sort((a, b) => a - b);

/** A promise in numbers. @public */
export interface PromisedObjective extends Pick<
  Objective,
  'kind' | 'targetRatio'
> {
  boundSeconds?: LatencyBoundSeconds;
}

/**
 * Predictions per second over time, one point after the other, each over `windowSeconds`. `undefined`: nothing was counted.
 *
 * @public
 */
export interface RequestGrid {
  stepSeconds: number;
  windowSeconds: number;
  requests: readonly (number | undefined)[];
  faults?: readonly (number | undefined)[];
  /** Answered in time. */
  within?: readonly (number | undefined)[];
}

/** How predictions are counted that lie further back, finest first. @public */
export const SLO_GRIDS = [
  { lengthSeconds: 3 * DAY_SECONDS, stepSeconds: 300 },
  { lengthSeconds: BUDGET_SECONDS, stepSeconds: 3600 },
] as const;

/** What is promised, as far as it can be measured. @public */
export function objectivesOf(slo: Slo | undefined): PromisedObjective[] {
  const { availabilityPercent, latencyP95 } = slo ?? {};
  const boundSeconds = latencyP95 && boundOf(latencyP95);
  return [
    ...(availabilityPercent === undefined
      ? []
      : [
          {
            kind: 'availability' as const,
            targetRatio: ratioOf(availabilityPercent),
          },
        ]),
    ...(boundSeconds
      ? [
          {
            kind: 'latency' as const,
            targetRatio: 1 - SLOW_BUDGET,
            boundSeconds,
          },
        ]
      : []),
  ];
}

/** `undefined` for one beyond what is measured at all. */
function boundOf(latency: string): LatencyBoundSeconds | undefined {
  try {
    return latencyBound(latency, 'latencyP95').seconds;
  } catch {
    return undefined;
  }
}

/**
 * How much of each promise is used up, and how fast.
 *
 * @public
 */
export function sloReport(options: {
  objectives: readonly PromisedObjective[];
  /** Finest first. One that is missing leaves out what only it tells. */
  grids: readonly RequestGrid[];
  /** False where nobody can call the model: what is not counted must not look like what went well. */
  measured: boolean;
  /** For the query that is shown; its window does not matter. */
  scope: QueryScope;
}): SloReport {
  const { objectives, measured, scope } = options;
  const grids = measured ? options.grids : [];
  const keptSeconds = keptBy(grids);
  const reachesBack = grids.some(grid => lengthOf(grid) >= BUDGET_SECONDS);
  const windowSeconds =
    reachesBack && keptSeconds > 0
      ? Math.min(BUDGET_SECONDS, keptSeconds)
      : BUDGET_SECONDS;
  const budgetGrid = grids.find(grid => lengthOf(grid) >= windowSeconds);
  return {
    windowSeconds,
    wantedWindowSeconds: BUDGET_SECONDS,
    objectives: objectives.map(objective => {
      const { targetRatio, boundSeconds } = objective;
      const counted = budgetGrid && count(budgetGrid, windowSeconds, objective);
      return {
        ...objective,
        ...(counted && {
          budgetRemaining: 1 - counted.missed / (1 - targetRatio),
          requests: counted.requests,
        }),
        burnRates: BURN_WINDOWS_SECONDS.map(window => ({
          windowSeconds: window,
          ...burnOver(window, { grids, keptSeconds, objective }),
        })),
        query: missedShare(
          {
            ...scope,
            windowSeconds:
              budgetGrid?.windowSeconds ?? SLO_GRIDS.at(-1)!.stepSeconds,
          },
          { overSeconds: windowSeconds, boundSeconds },
        ),
      };
    }),
  };
}

/** Over a window that reaches further back than the numbers do, nothing is known, unless that is as the model is new. */
function burnOver(
  windowSeconds: number,
  options: {
    grids: readonly RequestGrid[];
    keptSeconds: number;
    objective: PromisedObjective;
  },
): { rate?: number; requests?: number } {
  const { grids, keptSeconds, objective } = options;
  const grid = grids.find(each => lengthOf(each) >= windowSeconds);
  const counted =
    grid &&
    (keptSeconds + grid.windowSeconds >= windowSeconds ||
      windowSeconds <= NEW_MODEL_SECONDS) &&
    count(grid, windowSeconds, objective);
  return counted
    ? {
        rate: counted.missed / (1 - objective.targetRatio),
        requests: counted.requests,
      }
    : {};
}

/** @returns `undefined` where no prediction was counted. */
function count(
  grid: RequestGrid,
  overSeconds: number,
  { boundSeconds }: PromisedObjective,
): { missed: number; requests: number } | undefined {
  const stride = Math.max(1, Math.round(grid.windowSeconds / grid.stepSeconds));
  const points = Math.max(1, Math.round(overSeconds / grid.windowSeconds));
  let requests = 0;
  let missed = 0;
  for (let point = 0; point < points; point += 1) {
    const index = grid.requests.length - 1 - point * stride;
    const all = grid.requests[index];
    const bad =
      boundSeconds === undefined
        ? grid.faults?.[index]
        : minus(all, grid.within?.[index]);
    if (all && bad !== undefined) {
      requests += all * grid.windowSeconds;
      missed += Math.min(all, Math.max(0, bad)) * grid.windowSeconds;
    }
  }
  return requests > 0 ? { requests, missed: missed / requests } : undefined;
}

function minus(a: number | undefined, b: number | undefined) {
  return a === undefined || b === undefined ? undefined : a - b;
}

/** How far back there are numbers, as exactly as the finest that reach that far tell. */
function keptBy(grids: readonly RequestGrid[]): number {
  const longest = Math.max(0, ...grids.map(kept));
  const finest = grids.find(grid => lengthOf(grid) >= longest);
  return finest ? kept(finest) : 0;
}

/** How far back the numbers of a grid reach. */
function kept({ requests, stepSeconds, windowSeconds }: RequestGrid): number {
  const first = requests.findIndex(each => each !== undefined);
  return first < 0
    ? 0
    : (requests.length - 1 - first) * stepSeconds + windowSeconds;
}

function lengthOf({ requests, stepSeconds, windowSeconds }: RequestGrid) {
  return (requests.length - 1) * stepSeconds + windowSeconds;
}
