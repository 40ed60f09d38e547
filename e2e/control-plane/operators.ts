import { join } from 'node:path';
import { moduleDirectory } from './go';
import { builtOnce, type BuildOptions } from './programCache';

const directoryOf = (operator: string) =>
  join(moduleDirectory, 'operators', operator);

const build = <Program extends string>(
  program: Program,
  goPackage: string,
  options: BuildOptions,
) =>
  builtOnce({ [program]: goPackage } as Record<Program, string>, {
    ...options,
    directory: directoryOf(program),
    linkerFlags: async () => '-s -w',
  });

/** The operator that turns SeldonDeployments into Deployments and Services. */
export const findSeldonOperator = (options: BuildOptions) =>
  build(
    'seldon-operator',
    'github.com/seldonio/seldon-core/operator',
    options,
  ).then(({ paths }) => paths['seldon-operator']);

/** The operator that turns monitors into a configuration of Prometheus. */
export const findPrometheusOperator = (options: BuildOptions) =>
  build(
    'prometheus-operator',
    'github.com/prometheus-operator/prometheus-operator/cmd/operator',
    options,
  ).then(({ paths }) => paths['prometheus-operator']);
