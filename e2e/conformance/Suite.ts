import type { Check } from './Check';
import { runChecks, type CheckResult, type Side } from './runChecks';

/** One of the two sides, running. */
export interface StartedSide<S> extends Side<S> {
  /** What runs there, a line each. */
  versions: string[];
  close(): Promise<void>;
}

export type Start<S> = (options: {
  log: (line: string) => void;
}) => Promise<StartedSide<S>>;

export interface SuiteResults {
  results: CheckResult[];
  versions: string[];
}

/** Checks that are put to the same two sides. */
export interface Suite {
  title: string;
  /** What stands above the columns of its table. */
  names: { reference: string; other: string };
  checks: readonly { title: string }[];
  /** It is left out where the machine lacks what it stands on besides Go; why that may be. */
  mayLack?: string;
  run(options: {
    isWanted: (title: string) => boolean;
    log: (line: string) => void;
  }): Promise<SuiteResults>;
}

export function defineSuite<S>(definition: {
  title: string;
  names: Suite['names'];
  checks: readonly Check<S>[];
  /** The one that is right. */
  startReference: Start<S>;
  startOther: Start<S>;
  tolerance?: number;
  mayLack?: string;
}): Suite {
  const { title, names, checks, startReference, startOther } = definition;
  const { tolerance, mayLack } = definition;
  return {
    title,
    names,
    checks,
    mayLack,
    async run({ isWanted, log }) {
      const reference = await startReference({ log });
      try {
        const other = await startOther({ log });
        try {
          return {
            results: await runChecks(
              checks.filter(check => isWanted(check.title)),
              { reference, other },
              { tolerance, onResult: result => log(`  ${result.title}`) },
            ),
            versions: [...reference.versions, ...other.versions],
          };
        } finally {
          await other.close();
        }
      } finally {
        await reference.close();
      }
    },
  };
}
