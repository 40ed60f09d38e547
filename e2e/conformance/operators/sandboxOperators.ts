import { startSandbox } from 'sandbox';
import type { StartedTarget } from '../kubernetesSide';

/** The whole sandbox, with its doubles of the operators. */
export async function startSandboxOperators(options: {
  log: (line: string) => void;
}): Promise<StartedTarget> {
  const sandbox = await startSandbox({
    load: false,
    log: options.log,
    ruleIntervalSeconds: 2,
  });
  return {
    name: 'sandbox',
    versions: [],
    kubeconfig: sandbox.kubeconfig,
    prometheus: sandbox.prometheus,
    close: () => sandbox.close(),
  };
}
