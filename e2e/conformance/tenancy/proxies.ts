import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { selfSignedCertificate } from 'sandbox/src/api/certificate';
import { Agent, buildConnector, fetch as undiciFetch } from 'undici';
import { startPrometheus } from '../../../plugins/ml-monitoring-backend/src/metrics/__testUtils__/startPrometheus';
import { openMetrics } from '../../../plugins/ml-monitoring-backend/src/metrics/__testUtils__/openMetrics';
import { findBinaries } from '../../control-plane/binaries';
import { startControlPlane } from '../../control-plane/controlPlane';
import { openWorkplace } from '../../control-plane/openWorkplace';
import { freePorts } from '../../control-plane/freePorts';
import { findProgram } from '../../control-plane/programs';
import { until } from '../../control-plane/until';
import { KubeHttp } from '../../kube/KubeHttp';
import { readKubeconfig } from '../../kube/kubeconfig';
import { expectSuccess } from '../Check';
import { grid, knownSeries } from '../engines/knownSeries';
import { observation } from '../runChecks';
import type { StartedSide } from '../Suite';
import { namespace, rules, untilEvaluated } from './rules';
import { tenancyOf, type Tenancy } from './Tenancy';

const HOST = 'thanos-querier.openshift-monitoring.svc';
const startMilliseconds = 120_000;

/** As OpenShift sets the ports for namespaced rights up: the resource that a caller has to have rights on. */
const doors = {
  '9092': {
    name: 'kube-rbac-proxy',
    resource: {
      apiVersion: 'v1beta1',
      apiGroup: 'metrics.k8s.io',
      resource: 'pods',
    },
    paths: [
      '/api/v1/query',
      '/api/v1/query_range',
      '/api/v1/labels',
      '/api/v1/label/*/values',
      '/api/v1/series',
    ],
  },
  '9093': {
    name: 'kube-rbac-proxy of rules',
    resource: {
      apiVersion: 'v1',
      apiGroup: 'monitoring.coreos.com',
      resource: 'prometheusrules',
    },
    paths: ['/api/v1/rules', '/api/v1/alerts'],
  },
};

const authorizationFor = (resource: object) => ({
  authorization: {
    rewrites: { byQueryParameter: { name: 'namespace' } },
    resourceAttributes: { ...resource, namespace: '{{ .Value }}' },
  },
});

const role = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'Role',
  metadata: { name: 'view-metrics' },
  rules: [
    {
      apiGroups: ['metrics.k8s.io'],
      resources: ['pods'],
      verbs: ['get', 'list', 'watch'],
    },
    {
      apiGroups: ['monitoring.coreos.com'],
      resources: ['prometheusrules'],
      verbs: ['get'],
    },
  ],
};

const roleBinding = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'RoleBinding',
  metadata: { name: 'view-metrics' },
  roleRef: {
    apiGroup: 'rbac.authorization.k8s.io',
    kind: 'Role',
    name: 'view-metrics',
  },
  subjects: [
    { apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'reader' },
  ],
};

/** A Prometheus behind both proxies, which ask a real API server who may read what. */
export async function startTenancyProxies(options: {
  log: (line: string) => void;
}): Promise<StartedSide<Tenancy>> {
  const labels = await findProgram('prom-label-proxy', options);
  const rights = await findProgram('kube-rbac-proxy', options);
  const binaries = await findBinaries(options);
  const closing: (() => Promise<void>)[] = [];
  const { folder, group, close } = await openWorkplace(
    'tenancy-',
    async programs => {
      await programs.stop();
      for (const stop of closing) await stop();
    },
  );
  try {
    const controlPlane = await startControlPlane({
      binaries,
      users: ['reader', 'stranger'].map(name => ({ name, groups: [] })),
    });
    closing.push(() => controlPlane.close());
    await grantReading(controlPlane.kubeconfig);
    const prometheus = await startPrometheus(openMetrics(knownSeries, grid), {
      rules,
    });
    closing.push(() => prometheus.stop());

    const [labelsPort, ...doorPorts] = await freePorts(
      1 + Object.keys(doors).length,
    );
    group.start({
      name: 'prom-label-proxy',
      path: labels.path,
      args: [
        `--insecure-listen-address=127.0.0.1:${labelsPort}`,
        `--upstream=${prometheus.url}`,
        '--label=namespace',
        '--enable-label-apis',
        '--error-on-replace',
      ],
    });
    const certificate = await selfSignedCertificate({
      commonName: HOST,
      hosts: [HOST],
      addresses: [],
    });
    const inFolder = (name: string) => join(folder, name);
    await writeFile(inFolder('tls.crt'), certificate.certificate);
    await writeFile(inFolder('tls.key'), certificate.privateKey, {
      mode: 0o600,
    });
    const ports: Record<string, number> = {};
    for (const [door, { name, resource, paths }] of Object.entries(doors)) {
      const port = doorPorts.pop()!;
      ports[door] = port;
      const config = inFolder(`${door}.json`);
      await writeFile(config, JSON.stringify(authorizationFor(resource)));
      group.start({
        name,
        path: rights.path,
        args: [
          `--secure-listen-address=127.0.0.1:${port}`,
          `--upstream=http://127.0.0.1:${labelsPort}`,
          `--config-file=${config}`,
          `--tls-cert-file=${inFolder('tls.crt')}`,
          `--tls-private-key-file=${inFolder('tls.key')}`,
          `--kubeconfig=${controlPlane.kubeconfig}`,
          `--allow-paths=${paths.join(',')}`,
        ],
      });
    }
    const tenancy = tenancyOf(
      {
        reader: controlPlane.tokens.reader,
        stranger: controlPlane.tokens.stranger,
        nobody: 'not-a-token',
      },
      fetchAt(ports, certificate.certificate),
    );
    await until(
      () =>
        tenancy.source
          .instant('vector(1)', { at: new Date(), namespace })
          .then(() => true),
      {
        what: 'the proxies to answer',
        timeoutMilliseconds: startMilliseconds,
        failed: group.failed,
      },
    );
    await untilEvaluated(tenancy, { failed: group.failed });
    return {
      versions: [labels.title, rights.title],
      look: check => observation(() => check.observe(tenancy)),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function grantReading(kubeconfig: string): Promise<void> {
  const kube = KubeHttp.create(await readKubeconfig(kubeconfig));
  const create = async (path: string, body: object) =>
    expectSuccess(await kube.request({ method: 'POST', path, body }));
  await create('/api/v1/namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: namespace },
  });
  const rbac = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}`;
  await create(`${rbac}/roles`, role);
  await create(`${rbac}/rolebindings`, roleBinding);
}

/** The name of the Service leads nowhere outside of a cluster. `ports`: where each of its ports really is. */
function fetchAt(ports: Record<string, number>, ca: string): typeof fetch {
  const connect = buildConnector({ ca });
  const dispatcher = new Agent({
    connect: (options, callback) =>
      connect(
        {
          ...options,
          hostname: '127.0.0.1',
          port: String(ports[options.port]),
          servername: HOST,
        },
        callback,
      ),
  });
  const there: typeof undiciFetch = (input, init) =>
    undiciFetch(input, { ...init, dispatcher });
  return there as unknown as typeof fetch;
}
