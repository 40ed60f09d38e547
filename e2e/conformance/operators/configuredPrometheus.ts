import { once } from 'node:events';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { parse, stringify } from 'yaml';
import { freePorts } from '../../control-plane/freePorts';
import type { ProcessGroup } from '../../control-plane/ProcessGroup';
import { until } from '../../control-plane/until';
import type { KubeHttp } from '../../kube/KubeHttp';

const pauseMilliseconds = 500;
const startMilliseconds = 120_000;

/** In place of every pod: nothing runs at the addresses that a control plane without nodes tells of. */
async function startPodDouble() {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/plain; version=0.0.4');
    response.end('conformance 1\n');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** What the reloader beside a Prometheus puts in for variables of its pod. */
const substituted = (text: string, name: string) =>
  text
    .replaceAll('$(POD_NAME)', `prometheus-${name}-0`)
    .replaceAll('$(SHARD)', '0');

/** What the operator wrote for a Prometheus inside of the cluster, for one outside of it. */
function fromOutside(
  text: string,
  options: { kubeconfig: string; pods: string; rules: string },
): string {
  const { scrape_configs: jobs = [], ...rest } = parse(text);
  return stringify({
    ...rest,
    alerting: undefined,
    rule_files: [join(options.rules, '*.yaml')],
    scrape_configs: jobs.map((job: any) => ({
      ...job,
      proxy_url: options.pods,
      kubernetes_sd_configs: job.kubernetes_sd_configs.map((found: object) => ({
        ...found,
        kubeconfig_file: options.kubeconfig,
      })),
    })),
  });
}

/** A real Prometheus that goes by what the operator writes for one of its objects, as its own pod would. */
export async function runConfiguredPrometheus(options: {
  kube: KubeHttp;
  kubeconfig: string;
  program: string;
  folder: string;
  group: ProcessGroup;
  /** The object of kind Prometheus. */
  of: { namespace: string; name: string };
}): Promise<{ url: string; stop(): Promise<void> }> {
  const { kube, kubeconfig, group, of } = options;
  const folder = join(options.folder, 'configured-prometheus');
  const rules = join(folder, 'rules');
  const config = join(folder, 'prometheus.yaml');
  await mkdir(rules, { recursive: true });
  const pods = await startPodDouble();
  const read = (kind: string, name: string) =>
    kube.request({
      path: `/api/v1/namespaces/${of.namespace}/${kind}/${name}`,
    });

  async function write(path: string, text: string) {
    await writeFile(`${path}.draft`, text);
    await rename(`${path}.draft`, path);
  }

  /** Answers whether the operator has written anything. */
  async function copy(): Promise<boolean> {
    const secret = await read('secrets', `prometheus-${of.name}`);
    const packed = secret.body.data?.['prometheus.yaml.gz'];
    if (!packed) return false;
    const { body } = await read(
      'configmaps',
      `prometheus-${of.name}-rulefiles-0`,
    );
    for (const [file, text] of Object.entries<string>(body.data ?? {})) {
      await write(join(rules, file), text);
    }
    const text = gunzipSync(Buffer.from(packed, 'base64')).toString();
    await write(
      config,
      fromOutside(substituted(text, of.name), {
        kubeconfig,
        pods: pods.url,
        rules,
      }),
    );
    return true;
  }

  await until(copy, {
    what: 'the operator to configure Prometheus',
    timeoutMilliseconds: startMilliseconds,
    failed: group.failed,
  });
  const [port] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  group.start({
    name: 'prometheus',
    path: options.program,
    args: [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--web.enable-lifecycle',
      '--log.level=error',
    ],
  });
  await until(async () => (await fetch(`${url}/-/ready`)).ok, {
    what: 'Prometheus to be ready',
    timeoutMilliseconds: startMilliseconds,
    failed: group.failed,
  });

  let stopped = false;
  const copying = (async () => {
    while (!stopped) {
      await copy()
        .then(() => fetch(`${url}/-/reload`, { method: 'POST' }))
        .catch(() => undefined);
      await sleep(pauseMilliseconds);
    }
  })();
  return {
    url,
    async stop() {
      stopped = true;
      await copying;
      await pods.close();
    },
  };
}
