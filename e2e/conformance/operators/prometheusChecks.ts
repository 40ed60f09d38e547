import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { monitoringStack } from 'sandbox/src/world/monitoringStack';
import { parse, stringify } from 'yaml';
import { until } from '../../control-plane/until';
import { expectSuccess, type Check, type Subject } from '../Check';
import { podMonitor, prometheusRule, serviceMonitor } from '../objects';

const run = promisify(execFile);
const configuredMilliseconds = 180_000;

const [prometheus] = monitoringStack.filter(
  ({ kind }) => kind === 'Prometheus',
);
const { namespace, name } = prometheus.metadata;

/** What Prometheus was given: the operator keeps it in a Secret, the sandbox's Prometheus tells it. */
async function configuration({ request }: Subject): Promise<string> {
  const secret = await request({
    path: `/api/v1/namespaces/${namespace}/secrets/prometheus-${name}`,
  });
  const packed = secret.body.data?.['prometheus.yaml.gz'];
  if (packed) return gunzipSync(Buffer.from(packed, 'base64')).toString();
  const { body } = expectSuccess(
    await request({
      path: `/api/v1/namespaces/${namespace}/services/prometheus-operated:web/proxy/api/v1/status/config`,
    }),
  );
  return body.data.yaml;
}

/** Some builds of Prometheus know no way to discover targets but files and HTTP. */
function withoutDiscovery(text: string): string {
  const { scrape_configs: jobs = [], ...rest } = parse(text);
  return stringify({
    ...rest,
    scrape_configs: jobs.map(
      ({ kubernetes_sd_configs: _, http_sd_configs: __, ...job }: any) => job,
    ),
  });
}

/** Whether Prometheus itself can read it. */
async function isReadable(text: string): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'prometheus-'));
  const file = join(folder, 'prometheus.yaml');
  try {
    await writeFile(file, withoutDiscovery(text));
    await run(process.env.PROMTOOL_BINARY ?? 'promtool', [
      'check',
      'config',
      '--syntax-only',
      file,
    ]);
    return true;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const defaultRelabeling = {
  action: 'replace',
  regex: '(.*)',
  replacement: '$1',
  separator: ';',
};

/** Prometheus tells its own defaults, which the operator leaves out. */
const relabelingOf = (rule: object) =>
  Object.fromEntries(
    Object.entries({ ...defaultRelabeling, ...rule }).map(([field, value]) => [
      field,
      field === 'replacement' ? String(value).replace('${1}', '$1') : value,
    ]),
  );

/** Of one shard the operator still says which targets are its own: all. */
const dividesTargets = (rule: object) =>
  JSON.stringify(rule).includes('__tmp_hash');

/** Only the way to find targets differs on purpose: the sandbox serves the labels of Kubernetes itself. */
const jobOf = (job: any, global: any) => ({
  honorLabels: job.honor_labels ?? false,
  path: job.metrics_path ?? '/metrics',
  scheme: job.scheme ?? 'http',
  interval: job.scrape_interval ?? global.scrape_interval,
  relabelings: (job.relabel_configs ?? [])
    .filter((rule: object) => !dividesTargets(rule))
    .map(relabelingOf),
  metricRelabelings: (job.metric_relabel_configs ?? []).map(relabelingOf),
});

async function jobsFor(subject: Subject, manifests: [string, object][]) {
  for (const [resource, body] of manifests) {
    expectSuccess(
      await subject.request({
        method: 'POST',
        path: subject.path(resource as 'servicemonitors'),
        body,
      }),
    );
  }
  let text = '';
  let jobs: any[] = [];
  await until(
    async () => {
      text = await configuration(subject);
      jobs = (parse(text).scrape_configs ?? []).filter((job: any) =>
        job.job_name.includes(`/${subject.namespace}/`),
      );
      return jobs.length >= manifests.length;
    },
    {
      what: 'the monitors to be in the configuration',
      timeoutMilliseconds: configuredMilliseconds,
    },
  );
  return {
    ...Object.fromEntries(
      jobs.map(job => [job.job_name, jobOf(job, parse(text).global)]),
    ),
    readable: await isReadable(text),
  };
}

const keep = [
  {
    action: 'keep',
    sourceLabels: ['__meta_kubernetes_service_name'],
    regex: 'model',
  },
];

export const prometheusChecks: Check[] = [
  {
    title: 'Prometheus operator: scrapes by ServiceMonitors alike',
    observe: subject =>
      jobsFor(subject, [
        ['servicemonitors', serviceMonitor('model')],
        [
          'servicemonitors',
          serviceMonitor('kept', {
            jobLabel: 'seldon-app',
            targetLabels: ['version'],
            endpoints: [
              {
                port: 'http',
                path: '/prometheus',
                interval: '15s',
                honorLabels: true,
                relabelings: keep,
                metricRelabelings: [
                  { action: 'drop', sourceLabels: ['le'], regex: '7.5' },
                ],
              },
            ],
          }),
        ],
      ]),
  },
  {
    title: 'Prometheus operator: scrapes by PodMonitors alike',
    observe: subject =>
      jobsFor(subject, [['podmonitors', podMonitor('model')]]),
  },
  {
    title: 'Prometheus operator: takes in rules of every namespace',
    async observe(subject) {
      expectSuccess(
        await subject.request({
          method: 'POST',
          path: subject.path('prometheusrules'),
          body: prometheusRule('model'),
        }),
      );
      const read = () =>
        subject.request({
          path: `/api/v1/namespaces/${namespace}/configmaps/prometheus-${name}-rulefiles-0`,
        });
      const told = async () => {
        const { body } = await read();
        const files = Object.entries<string>(body.data ?? {});
        return files.find(([file]) => file.startsWith(subject.namespace))?.[1];
      };
      const loaded = async () => {
        const { body } = await subject.request({
          path: `/api/v1/namespaces/${namespace}/services/prometheus-operated:web/proxy/api/v1/rules`,
        });
        return body.data?.groups?.some((group: any) =>
          group.file.includes(subject.namespace),
        );
      };
      await until(async () => Boolean((await told()) ?? (await loaded())), {
        what: 'the rules to be taken in',
        timeoutMilliseconds: configuredMilliseconds,
      });
      return { taken: true };
    },
  },
];
