import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Check, Subject } from '../Check';
import {
  configMap,
  deployment,
  httpRoute,
  prometheusRule,
  route,
  seldonDeployment,
  service,
  serviceMonitor,
} from '../objects';
import { findKubectl } from '../../control-plane/binaries';

const timeoutMilliseconds = 120_000;

interface Outcome {
  code: number | null;
  out: string[];
  err: string[];
}

interface Kubectl {
  (args: string, input?: object | object[]): Promise<Outcome>;
}

/** Ages and paddings vary from run to run. */
const stable = (text: string) =>
  text
    .replace(/\b\d+m?s\b/g, '<age>')
    .replace(/ +$/gm, '')
    .replace(/ {2,}/g, '  ')
    .split('\n')
    .filter(Boolean);

function run(
  path: string,
  args: string[],
  options: { environment: NodeJS.ProcessEnv; input: string },
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(path, args, {
      env: options.environment,
      timeout: timeoutMilliseconds,
    });
    let out = '';
    let err = '';
    child.stdout.on('data', chunk => {
      out += chunk;
    });
    child.stderr.on('data', chunk => {
      err += chunk;
    });
    child.on('error', reject);
    child.on('close', code =>
      resolve({ code, out: stable(out), err: stable(err) }),
    );
    child.stdin.end(options.input);
  });
}

/** With a home of its own, because kubectl caches what it discovers. */
const withKubectl =
  (
    observe: (
      kubectl: Kubectl,
      subject: Subject,
    ) => Promise<Record<string, unknown>>,
  ) =>
  async (subject: Subject) => {
    const { path } = await findKubectl({ log: () => undefined });
    const home = await mkdtemp(join(tmpdir(), 'kubectl-'));
    const environment = {
      PATH: process.env.PATH,
      HOME: home,
      KUBECONFIG: subject.kubeconfig,
    };
    try {
      return await observe(
        (args, input = []) =>
          run(path, ['-n', subject.namespace, ...args.split(' ')], {
            environment,
            input: [input]
              .flat()
              .map(object => JSON.stringify(object))
              .join('\n---\n'),
          }),
        subject,
      );
    } finally {
      await rm(home, { recursive: true, force: true });
    }
  };

const everything = [
  configMap('model'),
  service('model', { clusterIP: 'None' }),
  deployment('model'),
  serviceMonitor('model'),
  prometheusRule('model'),
  route('model'),
  httpRoute('model'),
  seldonDeployment('model'),
];

export const kubectlChecks: Check[] = [
  {
    title: 'kubectl: create by apply, apply again, change',
    observe: withKubectl(async kubectl => {
      const changed = deployment('model', { minReadySeconds: 3 });
      return {
        created: await kubectl('apply -f -', everything),
        again: await kubectl('apply -f -', everything),
        changed: await kubectl('apply -f -', [changed, ...everything.slice(3)]),
        read: await kubectl(
          'get deployment model -o jsonpath={.spec.minReadySeconds}',
        ),
      };
    }),
  },
  {
    title: 'kubectl: a List, which it validates by itself',
    observe: withKubectl(async kubectl => {
      const list = (...items: object[]) => ({
        apiVersion: 'v1',
        kind: 'List',
        items,
      });
      return {
        created: await kubectl('apply -f -', list(...everything)),
        unknownField: await kubectl(
          'apply -f -',
          list({ ...configMap('odd'), colour: 'green' }),
        ),
        broken: await kubectl(
          'apply -f -',
          list({ ...serviceMonitor('odd'), spec: { endpoints: 'http' } }),
        ),
      };
    }),
  },
  {
    title: 'kubectl: apply removes what is no longer in the manifest',
    observe: withKubectl(async kubectl => {
      await kubectl('apply -f -', [
        configMap('settings', { a: '1', b: '2' }),
        serviceMonitor('model', { jobLabel: 'app' }),
      ]);
      await kubectl('apply -f -', [
        configMap('settings', { a: '1' }),
        serviceMonitor('model'),
      ]);
      return {
        configMap: await kubectl('get configmap settings -o jsonpath={.data}'),
        monitor: await kubectl(
          'get servicemonitor model -o jsonpath={.spec.jobLabel}',
        ),
      };
    }),
  },
  {
    title: 'kubectl: apply on the server, its conflict, and by force',
    observe: withKubectl(async kubectl => {
      const settings = configMap('settings', { a: '1' });
      const changed = configMap('settings', { a: '2' });
      const server = 'apply --server-side -f -';
      return {
        created: await kubectl(server, settings),
        again: await kubectl(server, settings),
        conflict: await kubectl(`${server} --field-manager=other`, changed),
        forced: await kubectl(
          `${server} --field-manager=other --force-conflicts`,
          changed,
        ),
        dry: await kubectl(
          'apply --server-side --dry-run=server --force-conflicts -f -',
          configMap('settings', { a: '3' }),
        ),
        left: await kubectl('get configmap settings -o jsonpath={.data}'),
        custom: await kubectl(server, [
          serviceMonitor('model'),
          route('model'),
        ]),
      };
    }),
  },
  {
    title: 'kubectl: get prints tables, names and short names',
    observe: withKubectl(async kubectl => {
      await kubectl('apply -f -', everything.slice(0, 7));
      return {
        configMap: await kubectl('get cm model'),
        service: await kubectl('get svc'),
        deployment: await kubectl('get deploy -o wide'),
        serviceMonitor: await kubectl('get smon'),
        rules: await kubectl('get promrule -o name'),
        route: await kubectl('get routes'),
        httpRoute: await kubectl('get httproutes'),
        labels: await kubectl('get deploy --show-labels --no-headers'),
        none: await kubectl('get sdep'),
        absent: await kubectl('get deploy absent'),
        noKind: await kubectl('get things'),
        selected: await kubectl('get cm -l a=b'),
        malformed: await kubectl('get cm -l a=b=c'),
      };
    }),
  },
  {
    title: 'kubectl: describe, wait and delete',
    observe: withKubectl(async kubectl => {
      await kubectl('apply -f -', [configMap('settings'), route('model')]);
      await kubectl(
        'patch route model --subresource=status --type=merge -p {"status":{"conditions":[{"type":"Ready","status":"True"}]}}',
      );
      return {
        described: await kubectl('describe configmap settings'),
        waited: await kubectl(
          'wait configmap settings --for=jsonpath={.data.colour}=green --timeout=60s',
        ),
        timedOut: await kubectl(
          'wait configmap settings --for=jsonpath={.data.colour}=red --timeout=1s',
        ),
        deleted: await kubectl('delete configmap settings'),
        again: await kubectl('delete configmap settings'),
        ignored: await kubectl('delete configmap settings --ignore-not-found'),
        byLabel: await kubectl('delete cm -l app=none'),
      };
    }),
  },
  {
    title: 'kubectl: patch, label, annotate, scale and create',
    observe: withKubectl(async kubectl => {
      await kubectl('apply -f -', [configMap('settings'), deployment('model')]);
      return {
        patch: await kubectl('patch cm settings -p {"data":{"colour":"red"}}'),
        unchanged: await kubectl(
          'patch cm settings -p {"data":{"colour":"red"}}',
        ),
        label: await kubectl('label cm settings team=fraud'),
        relabel: await kubectl('label cm settings team=pricing'),
        annotate: await kubectl('annotate cm settings note=a'),
        scale: await kubectl('scale deployment model --replicas=0'),
        setImage: await kubectl(
          'set image deployment/model classifier=registry.example.com/b:2',
        ),
        create: await kubectl('create configmap created --from-literal=a=1'),
        exists: await kubectl('create configmap created --from-literal=a=1'),
        invalid: await kubectl('create configmap Not_Allowed'),
        unknownField: await kubectl('apply -f -', {
          ...configMap('odd'),
          colour: 'green',
        }),
        broken: await kubectl('apply -f -', {
          ...serviceMonitor('odd'),
          spec: { endpoints: 'http' },
        }),
      };
    }),
  },
  {
    title: 'kubectl: may I, what is served, and explanations',
    observe: withKubectl(async kubectl => ({
      canI: await kubectl('auth can-i create seldondeployments'),
      served: await kubectl(
        'api-resources --api-group=monitoring.coreos.com -o name',
      ),
      seldon: await kubectl(
        'api-resources --api-group=machinelearning.seldon.io',
      ),
      logs: await kubectl('logs absent'),
      explained: (await kubectl('explain servicemonitor.spec.endpoints')).code,
      diff: await kubectl('diff -f -', configMap('new')).then(
        ({ code }) => code,
      ),
    })),
  },
];
