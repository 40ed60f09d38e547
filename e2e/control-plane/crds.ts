import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import jsonPatch, { type Operation } from 'fast-json-patch';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod/v3';
import { go } from './go';
import { MissingPartError } from './MissingPartError';

/** A Go module that carries CRDs beside its code, and which of its files they are. */
export interface CrdModule {
  title: string;
  module: string;
  version: string;
  folder: string;
  files: string[];
  /** JSON patches that the module's own kustomization lays over the generated schema. */
  patches?: string[];
}

/**
 * Where the real schemas are read from.
 *
 * Seldon publishes its operator as a Go module per release, but v1.17 changed nothing in
 * `config/crd`: v1.16.0 carries, byte for byte, the CRD of v1.17.1.
 */
export const crdModules: readonly CrdModule[] = [
  {
    title: 'Seldon Core v1.17.1',
    module: 'github.com/seldonio/seldon-core/operator',
    version: 'v1.16.0',
    folder: 'config/crd',
    files: ['bases/machinelearning.seldon.io_seldondeployments.yaml'],
    patches: ['patches/graph_children.yaml'],
  },
  {
    title: 'Prometheus operator',
    module: 'github.com/prometheus-operator/prometheus-operator',
    version: 'v0.85.0',
    folder: 'example/prometheus-operator-crd',
    files: [
      'monitoring.coreos.com_podmonitors.yaml',
      'monitoring.coreos.com_prometheuses.yaml',
      'monitoring.coreos.com_prometheusrules.yaml',
      'monitoring.coreos.com_servicemonitors.yaml',
    ],
  },
  {
    title: 'OpenShift Route',
    module: 'github.com/openshift/api',
    version: 'v0.0.0-20251015095338-264e80a2b6e7',
    folder: 'route/v1/zz_generated.crd-manifests',
    files: ['routes.crd.yaml'],
  },
  {
    title: 'Grafana operator v4',
    module: 'github.com/grafana-operator/grafana-operator/v4',
    version: 'v4.10.1',
    folder: 'config/crd/bases',
    files: [
      'integreatly.org_grafanadashboards.yaml',
      'integreatly.org_grafanadatasources.yaml',
      'integreatly.org_grafanas.yaml',
    ],
  },
  {
    title: 'Grafana operator v5',
    module: 'github.com/grafana/grafana-operator/v5',
    version: 'v5.18.0',
    folder: 'config/crd/bases',
    files: [
      'grafana.integreatly.org_grafanadashboards.yaml',
      'grafana.integreatly.org_grafanadatasources.yaml',
      'grafana.integreatly.org_grafanas.yaml',
    ],
  },
  {
    title: 'Gateway API',
    module: 'sigs.k8s.io/gateway-api',
    version: 'v1.6.3',
    folder: 'config/crd/standard',
    files: [
      'gateway.networking.k8s.io_gatewayclasses.yaml',
      'gateway.networking.k8s.io_gateways.yaml',
      'gateway.networking.k8s.io_httproutes.yaml',
    ],
  },
];

/** What the Prometheus operator cannot start without, though nothing here uses it. */
export const prometheusOperatorCrds: readonly CrdModule[] = crdModules
  .filter(({ title }) => title === 'Prometheus operator')
  .map(of => ({ ...of, files: ['monitoring.coreos.com_probes.yaml'] }));

const crdSchema = z
  .object({
    apiVersion: z.literal('apiextensions.k8s.io/v1'),
    kind: z.literal('CustomResourceDefinition'),
    metadata: z.object({ name: z.string() }).passthrough(),
  })
  .passthrough();

export type CustomResourceDefinition = z.infer<typeof crdSchema>;

export interface ReadCrdsOptions {
  modules?: readonly CrdModule[];
  signal?: AbortSignal;
}

export async function readCrds({
  modules = crdModules,
  signal,
}: ReadCrdsOptions = {}): Promise<CustomResourceDefinition[]> {
  const found: CustomResourceDefinition[] = [];
  for (const of of modules) {
    const folder = join(await downloadModule(of, signal), of.folder);
    for (const file of of.files) {
      found.push(...(await readCrdFile(join(folder, file), of, folder)));
    }
  }
  return found;
}

async function readCrdFile(
  path: string,
  of: CrdModule,
  folder: string,
): Promise<CustomResourceDefinition[]> {
  const documents = parseAllDocuments(await readText(path, of));
  const patches = await Promise.all(
    (of.patches ?? []).map(
      async patch =>
        parse(await readText(join(folder, patch), of)) as Operation[],
    ),
  );
  return documents
    .map(document => document.toJS())
    .filter(content => content !== null)
    .map(content =>
      crdSchema.parse(
        patches.reduce(
          (patched, patch) => jsonPatch.applyPatch(patched, patch).newDocument,
          content,
        ),
      ),
    );
}

async function readText(path: string, of: CrdModule): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const there = await readdir(join(path, '..')).catch(() => []);
    throw new MissingPartError(
      `${of.module} ${of.version} has no ${path}; beside it lie ${there.join(', ') || 'no files'}`,
      { cause },
    );
  }
}

/** The module's folder in the module cache, checked against the checksum database. */
async function downloadModule(
  of: CrdModule,
  signal?: AbortSignal,
): Promise<string> {
  const name = `${of.module}@${of.version}`;
  try {
    const answer = await go(['mod', 'download', '-json', name], {
      cwd: tmpdir(),
      signal,
    });
    return z.object({ Dir: z.string() }).parse(JSON.parse(answer)).Dir;
  } catch (cause) {
    if ((cause as Error).name === 'MissingPartError') throw cause;
    throw new MissingPartError(
      `${of.title}: Go could not download ${name}: ${reasonOf(cause)}`,
      { cause },
    );
  }
}

/** `go mod download -json` complains on its standard output. */
function reasonOf(error: unknown): string {
  const { stdout, stderr, message } = error as Error & {
    stdout?: string;
    stderr?: string;
  };
  return stdout?.trim() || stderr?.trim() || message;
}
