import { join } from 'node:path';
import { moduleDirectory } from './go';
import { builtOnce, type BuildOptions } from './programCache';

/** Programs that are each pinned by a `go.mod` of their own, and what each is built from. */
const programs = {
  'kube-rbac-proxy': {
    title: 'kube-rbac-proxy v0.15.0',
    package: 'github.com/brancz/kube-rbac-proxy/cmd/kube-rbac-proxy',
  },
  'prom-label-proxy': {
    title: 'prom-label-proxy v0.14.0',
    package: 'github.com/prometheus-community/prom-label-proxy',
  },
  prometheus: {
    title: 'Prometheus v3.14.0',
    package: 'github.com/prometheus/prometheus/cmd/prometheus',
    // Of the many ways to find targets the one that monitors are about.
    tags: ['remove_all_sd', 'enable_kubernetes_sd'],
  },
  'prometheus-operator': {
    title: 'Prometheus operator v0.85.0',
    package: 'github.com/prometheus-operator/prometheus-operator/cmd/operator',
  },
  'seldon-operator': {
    title: 'Seldon Core operator v1.16.0',
    package: 'github.com/seldonio/seldon-core/operator',
  },
  'victoria-metrics': {
    title: 'VictoriaMetrics v1.150.0',
    package: 'github.com/VictoriaMetrics/VictoriaMetrics/app/victoria-metrics',
  },
} as const satisfies Record<
  string,
  { title: string; package: string; tags?: readonly string[] }
>;

export type ProgramName = keyof typeof programs;

export interface FoundProgram {
  path: string;
  /** What it is, with its version. */
  title: string;
}

/** A program that no one here wrote, built once and kept in the user's cache. */
export async function findProgram(
  name: ProgramName,
  options: BuildOptions,
): Promise<FoundProgram> {
  const { title, ...source } = programs[name];
  const { paths } = await builtOnce(
    { [name]: source.package },
    {
      ...options,
      directory: join(moduleDirectory, 'programs', name),
      tags: 'tags' in source ? source.tags : undefined,
      linkerFlags: async () => '-s -w',
    },
  );
  return { path: paths[name], title: `${title} (built from source)` };
}
