import type { RolloutAct, RolloutFacts, VersionState } from '../facts';
import type { PredictorSpec } from '../predictorSpec';
import type { RolloutMark } from '../rolloutMark';
import type { Split, SplitterKind } from '../splitter';

export const DRAIN_SECONDS = 30;
export const START = new Date('2026-01-01T00:00:00Z');

export function predictorSpec(
  name: string,
  overrides: Partial<PredictorSpec> = {},
): PredictorSpec {
  return {
    name,
    replicas: 2,
    graph: { name: 'classifier', type: 'MODEL' },
    componentSpecs: [
      { spec: { containers: [{ name: 'classifier', image: 'ml/fraud:1' }] } },
    ],
    ...overrides,
  };
}

/** A cluster in which time passes only when told, and predictors come up some time after they are written. */
export class SimulatedCluster {
  now = START.getTime();
  predictors: PredictorSpec[];
  mark?: RolloutMark;
  splitters: { kind: SplitterKind; name: string; split: Split; at: number }[];
  readonly monitored = new Set<string>();
  /** When a predictor last changed, by name. */
  private readonly changed = new Map<string, number>();
  /** When a predictor last had requests coming, by name. */
  readonly lastServed = new Map<string, number>();
  /** What must never have happened. */
  readonly harms: string[] = [];

  constructor(
    options: {
      predictors?: PredictorSpec[];
      splitters?: { kind: SplitterKind; split: Split }[];
    } = {},
  ) {
    this.predictors = options.predictors ?? [predictorSpec('main')];
    this.splitters = (
      options.splitters ?? [
        {
          kind: 'Route',
          split: { shares: { 'fraud-main': 100 }, mirrors: [] },
        },
      ]
    ).map(each => ({ ...each, name: 'fraud', at: this.now - 3_600_000 }));
    this.predictors.forEach(({ name }) =>
      this.changed.set(name, this.now - 3_600_000),
    );
    this.serve();
  }

  pass(seconds: number) {
    this.serve();
    this.now += seconds * 1000;
    this.serve();
  }

  stateOf(name: string): VersionState {
    const since = (this.now - (this.changed.get(name) ?? 0)) / 1000;
    return since >= 20 ? { is: 'ready' } : { is: 'waiting', reason: 'pods' };
  }

  facts(): RolloutFacts {
    return {
      now: new Date(this.now),
      drainSeconds: DRAIN_SECONDS,
      versions: this.predictors.map(spec => ({
        spec,
        serviceName: `fraud-${spec.name}`,
        replicas: spec.replicas ?? 1,
        scaledByOthers: false,
        state: this.stateOf(spec.name),
      })),
      mark: this.mark,
      splitters: this.splitters.map(({ kind, name, split, at }) => ({
        kind,
        name,
        ...split,
        otherOwners: [],
        admitted: true,
        changedAt: new Date(at),
      })),
    };
  }

  perform(act: RolloutAct) {
    switch (act.do) {
      case 'write':
        this.write(act.predictors, act.mark);
        break;
      case 'split': {
        const splitter = this.splitters.find(
          ({ kind, name }) =>
            kind === act.splitter.kind && name === act.splitter.name,
        )!;
        splitter.split = act.split;
        splitter.at = this.now;
        break;
      }
      case 'monitor':
        this.monitored.add(act.predictor);
        break;
      default:
        this.monitored.delete(act.predictor);
    }
    this.serve();
  }

  private write(predictors: PredictorSpec[], mark: RolloutMark | undefined) {
    const traffic = predictors
      .filter(({ shadow }) => !shadow)
      .map(each => each.traffic ?? 0);
    const sum = traffic.reduce((total, each) => total + each, 0);
    if (traffic.length > 1 ? sum !== 100 : sum > 0 && sum < 100) {
      this.harms.push(`Seldon refuses traffic ${traffic.join('/')}`);
    }
    for (const { name } of this.predictors) {
      const gone = !predictors.some(each => each.name === name);
      const idle = (this.now - (this.lastServed.get(name) ?? 0)) / 1000;
      if (gone && idle < DRAIN_SECONDS && this.splitters.length) {
        this.harms.push(`${name} went ${idle} s after it had requests`);
      }
    }
    for (const spec of predictors) {
      const before = this.predictors.find(({ name }) => name === spec.name);
      // A running version is replaced pod by pod, and answers all the while.
      if (!before) {
        this.changed.set(spec.name, this.now);
      }
    }
    this.predictors = predictors;
    this.mark = mark;
  }

  /** Requests go where the splitters lead, at any moment. */
  private serve() {
    for (const { split } of this.splitters) {
      const shares = Object.entries(split.shares);
      if (Math.round(shares.reduce((sum, [, each]) => sum + each, 0)) !== 100) {
        this.harms.push(`the shares are ${JSON.stringify(split.shares)}`);
      }
      for (const [service] of shares) {
        const name = service.replace(/^fraud-/, '');
        const isThere = this.predictors.some(each => each.name === name);
        if (!isThere || this.stateOf(name).is !== 'ready') {
          this.harms.push(`${name} has requests and is not ready`);
        }
        this.lastServed.set(name, this.now);
      }
    }
  }
}
