import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWire, type Wire } from './__testUtils__/wire';

function hasKubectl(): boolean {
  try {
    execFileSync('kubectl', ['version', '--client'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

// kubectl starts anew for every command, which takes a while on a busy machine.
jest.setTimeout(60_000);

const describeWithKubectl = hasKubectl() ? describe : describe.skip;

const manifest = (image: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - {name: main, image: "${image}", ports: [{containerPort: 80, name: http}]}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{name: http, port: 80, targetPort: http}]
---
apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata: {name: model}
spec: {predictors: [{name: example, graph: {name: classifier}}]}
---
apiVersion: route.openshift.io/v1
kind: Route
metadata: {name: web}
spec: {host: web.apps.localhost, to: {kind: Service, name: web}}
`;

describeWithKubectl('kubectl', () => {
  let wire: Wire;
  let directory: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sandbox-kubectl-'));
  });

  afterAll(() => rm(directory, { recursive: true }));

  beforeEach(async () => {
    wire = await startWire({
      now: () => new Date('2026-01-01T00:00:00Z'),
      podLogs: (_, container) => `from ${container}\n`,
    });
    await writeFile(join(directory, 'config'), wire.kubeconfig);
  });

  afterEach(() => wire.server.close());

  interface Run {
    code: number;
    /** Both streams together. */
    output: string;
  }

  function kubectl(args: string, input?: string): Promise<Run> {
    return new Promise(resolve => {
      const child = execFile(
        'kubectl',
        [
          `--cache-dir=${directory}/cache-${wire.server.port}`,
          ...args.split(' '),
        ],
        {
          env: {
            PATH: process.env.PATH,
            HOME: directory,
            KUBECONFIG: join(directory, 'config'),
            KUBECTL_EXTERNAL_DIFF: 'diff -u0',
          },
          timeout: 20_000,
        },
        (error, stdout, stderr) =>
          resolve({
            code: error ? Number(error.code ?? 1) : 0,
            output: `${stdout}${stderr}`.replace(/[ \t]+$/gm, ''),
          }),
      );
      child.stdin!.end(input);
    });
  }

  const succeeds = async (args: string, input?: string) => {
    const { code, output } = await kubectl(args, input);
    expect({ args, code, output }).toMatchObject({ code: 0 });
    return output;
  };

  const things = [
    'deployment.apps/web',
    'service/web',
    'seldondeployment.machinelearning.seldon.io/model',
    'route.route.openshift.io/web',
  ];
  const allThings = (word: string) =>
    things.map(thing => `${thing} ${word}\n`).join('');

  it('applies, and changes nothing the second time', async () => {
    expect(await succeeds('apply -f -', manifest('a:1'))).toBe(
      allThings('created'),
    );
    expect(await succeeds('apply -f -', manifest('a:1'))).toBe(
      allThings('unchanged'),
    );
    expect(await succeeds('apply -f -', manifest('a:2'))).toBe(
      allThings('unchanged').replace('web unchanged', 'web configured'),
    );
  });

  it('applies a List, which it validates before it sends', async () => {
    const configMap = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'c' },
    };
    const list = { apiVersion: 'v1', kind: 'List', items: [configMap] };
    expect(await succeeds('apply -f -', JSON.stringify(list))).toBe(
      'configmap/c created\n',
    );
  });

  const applied = allThings('serverside-applied');

  it('applies on the server what it applied by patch before', async () => {
    await succeeds('apply -f -', manifest('a:1'));
    expect(await succeeds('apply --server-side -f -', manifest('a:2'))).toBe(
      applied,
    );
    expect(await succeeds('apply -f -', manifest('a:2'))).toContain(
      'deployment.apps/web configured',
    );
  });

  it('is told who else set a field that it applies on the server', async () => {
    await succeeds('apply --server-side -f -', manifest('a:1'));
    await succeeds('scale deploy/web --replicas=3');
    const refused = await kubectl('apply --server-side -f -', manifest('a:1'));
    expect(refused.code).toBe(1);
    expect(refused.output).toContain(
      'Apply failed with 1 conflict: conflict with "kubectl" with subresource "scale" using apps/v1: .spec.replicas',
    );
    expect(
      await succeeds(
        'apply --server-side --force-conflicts -f -',
        manifest('a:1'),
      ),
    ).toBe(applied);
  });

  it('prints tables', async () => {
    await succeeds('apply -f -', manifest('a:1'));
    expect(await succeeds('get deploy -o wide')).toBe(
      'NAME   READY   UP-TO-DATE   AVAILABLE   AGE   CONTAINERS   IMAGES   SELECTOR\n' +
        'web    0/2     0            0           0s    main         a:1      app=web\n',
    );
    expect(await succeeds('get svc,route')).toBe(
      'NAME          TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE\n' +
        'service/web   ClusterIP   10.96.0.11   <none>        80/TCP    0s\n' +
        '\n' +
        'NAME                           HOST   ADMITTED   SERVICE   TLS\n' +
        'route.route.openshift.io/web                     web\n',
    );
    expect(await succeeds('get sdep')).toBe('NAME    AGE\nmodel   0s\n');
  });

  it('describes a deployment and its events', async () => {
    await succeeds('apply -f -', manifest('a:1'));
    const about = wire.cluster.get(
      { group: 'apps', resource: 'deployments' },
      { namespace: 'ml', name: 'web' },
    )!;
    wire.cluster.recordEvent(about, {
      type: 'Normal',
      reason: 'ScalingReplicaSet',
      message: 'Scaled up',
      component: 'deployment-controller',
    });
    const described = await succeeds('describe deploy web');
    expect(described).toContain('Image:         a:1');
    expect(described).toMatch(
      /Normal +ScalingReplicaSet +\S+ +deployment-controller +Scaled up/,
    );
    expect(await succeeds('get events')).toMatch(
      /Normal +ScalingReplicaSet +deployment\/web +Scaled up/,
    );
    expect(await succeeds('describe sdep model')).toContain('Name:    example');
    expect(await succeeds('describe svc web')).toContain('10.96.0.11');
  });

  it('shows a difference without making it', async () => {
    await succeeds('apply -f -', manifest('a:1'));
    const { code, output } = await kubectl('diff -f -', manifest('a:2'));
    expect(code).toBe(1);
    expect(output).toMatch(/-\s+- image: a:1\n\+\s+- image: a:2/);
    expect(await succeeds('diff -f -', manifest('a:1'))).toBe('');
  });

  it('labels, annotates, scales, patches and deletes', async () => {
    await succeeds('apply -f -', manifest('a:1'));
    await succeeds('label deploy web team=red');
    await succeeds('annotate sdep model note=well');
    await succeeds('scale sdep model --replicas=3');
    await succeeds('set image deploy/web main=b:1');
    await succeeds('patch sdep model --type=merge -p {"spec":{"name":"x"}}');
    expect(await succeeds('get deploy -l team=red -o name')).toBe(
      'deployment.apps/web\n',
    );
    expect(
      await succeeds(
        'get sdep model -o jsonpath={.spec.replicas}/{.spec.name}/{.metadata.annotations.note}',
      ),
    ).toBe('3/x/well');
    expect(
      await succeeds(
        'get deploy web -o jsonpath={.spec.template.spec.containers[0].image}',
      ),
    ).toBe('b:1');
    await succeeds('delete -f -', manifest('a:1'));
    expect(await succeeds('get all')).toContain('No resources found');
  });

  it('waits for a condition, a field and an end', async () => {
    await succeeds('apply -f -', manifest('a:1'));
    const deployments = { group: 'apps', resource: 'deployments' };
    const key = { namespace: 'ml', name: 'web' };
    const available = kubectl('wait deploy/web --for=condition=Available');
    const gone = kubectl('wait deploy/web --for=delete');
    const live = wire.cluster.get(deployments, key)!;
    wire.cluster.updateStatus({
      ...live,
      status: { conditions: [{ type: 'Available', status: 'True' }] },
    });
    expect(await available).toEqual({
      code: 0,
      output: 'deployment.apps/web condition met\n',
    });
    await succeeds('wait deploy/web --for=jsonpath={.spec.replicas}=2');
    wire.cluster.delete(deployments, key);
    expect((await gone).code).toBe(0);
  });

  it('reads logs', async () => {
    await succeeds('run p --image=a:1');
    expect(await succeeds('logs p')).toBe('from p\n');
  });

  it('is told of fields that nobody knows, and explains those there are', async () => {
    expect(
      await kubectl(
        'apply -f -',
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: odd}\ncolour: green\n',
      ),
    ).toEqual({
      code: 1,
      output: expect.stringContaining('unknown field "colour"'),
    });
    expect(await succeeds('explain servicemonitor.spec.endpoints')).toMatch(
      /^ {2}interval\t<string>$/m,
    );
  });

  it('asks what it may do', async () => {
    expect(await succeeds('auth can-i create deploy')).toBe('yes\n');
    expect(
      await kubectl('--context=sandbox-reader auth can-i get pods'),
    ).toEqual({ code: 1, output: 'no\n' });
    expect(await succeeds('auth whoami')).toMatch(/Username +admin/);
    await succeeds('create role look --verb=list --resource=pods');
    await succeeds('create rolebinding look --role=look --user=reader');
    expect(
      await succeeds('--context=sandbox-reader auth can-i list pods'),
    ).toBe('yes\n');
    expect((await kubectl('--context=sandbox-reader get svc')).output).toBe(
      'Error from server (Forbidden): services is forbidden: User "reader" cannot list resource "services" in API group "" in the namespace "ml"\n',
    );
  });

  it('creates simple objects and deletes a namespace with all in it', async () => {
    await succeeds('create namespace other');
    await succeeds('-n other create configmap c --from-literal=a=b');
    await succeeds('-n other create secret generic s --from-literal=a=b');
    await succeeds('-n other create deployment d --image=a:1');
    await succeeds('delete namespace other');
    expect((await kubectl('get namespace other')).output).toContain(
      'namespaces "other" not found',
    );
    expect((await kubectl('create namespace Bad_Name')).output).toContain(
      `The Namespace "Bad_Name" is invalid: metadata.name: Invalid value: "Bad_Name": a lowercase RFC 1123 label must consist of`,
    );
  });
});
