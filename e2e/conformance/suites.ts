import type { Check } from './Check';
import { kubernetesChecks } from './checks';
import { prometheusChecks } from './operators/prometheusChecks';
import { startRealOperators } from './operators/realOperators';
import { startSandboxOperators } from './operators/sandboxOperators';
import { seldonChecks } from './operators/seldonChecks';
import { startRealTarget } from './realTarget';
import { startSandboxTarget, type StartedTarget } from './sandboxTarget';

type Start = (options: {
  log: (line: string) => void;
}) => Promise<StartedTarget>;

/** Checks that are put to the same two targets. */
export interface Suite {
  checks: readonly Check[];
  /** The one that is right. */
  startReference: Start;
  startOther: Start;
}

export const suites: readonly Suite[] = [
  {
    checks: kubernetesChecks,
    startReference: startRealTarget,
    startOther: startSandboxTarget,
  },
  {
    checks: [...seldonChecks, ...prometheusChecks],
    startReference: startRealOperators,
    startOther: startSandboxOperators,
  },
];
