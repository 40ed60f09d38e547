import { setTimeout as sleep } from 'node:timers/promises';
import type { ProvisionResult } from 'backstage-plugin-ml-monitoring-common';
import type { Fault } from 'sandbox/src/api';
import { until } from '../../control-plane/until';
import type { Check } from '../Check';
import type { PortalSet } from './PortalSet';

const patienceMilliseconds = 180_000;
const runMilliseconds = 300_000;
const namespace = 'ml-mon';

const ours = [
  ['machinelearning.seldon.io', 'seldondeployments'],
  ['route.openshift.io', 'routes'],
  ['', 'services'],
  ['monitoring.coreos.com', 'servicemonitors'],
];

/** What happens to the objects of one model, in order. */
function follow({ cluster }: PortalSet, model: string) {
  const changes: string[] = [];
  const stops = ours.map(([group, resource]) =>
    cluster.watch({ group, resource }, ({ type, object }) => {
      const { name } = object.metadata;
      if (name.startsWith(model)) {
        changes.push(`${type} ${object.kind} ${name}`);
      }
    }),
  );
  return { changes, stop: () => stops.forEach(stop => stop()) };
}

const request = (name: string) => ({
  cluster: 'local',
  namespace,
  name,
  deployment: {
    predictors: [
      {
        name: 'main',
        graph: { name: 'classifier' },
        containers: [{ name: 'classifier', image: 'seldonio/iris:1' }],
      },
    ],
  },
  exposure: { kind: 'route' as const },
  monitoring: { scrape: 'serviceMonitor' as const },
});

const resultsOf = ({ objects }: ProvisionResult) =>
  objects.map(({ kind, name, result }) => `${kind} ${name} ${result}`);

const namesIn = async (api: PortalSet['api']) =>
  (await api.listModels({ namespace })).items.map(({ ref }) => ref.name);

/** Each portal watches the cluster for itself, so each learns of a change in its own time. */
const untilEach = (
  set: PortalSet,
  what: string,
  holds: (names: string[]) => boolean,
) =>
  until(
    async () =>
      (await Promise.all(Object.values(set.each()).map(namesIn))).every(holds),
    { what, timeoutMilliseconds: patienceMilliseconds },
  );

export const portalChecks: Check<PortalSet>[] = [
  {
    title: 'portal: a model provisioned through any is read through each',
    async observe(set) {
      const { changes, stop } = follow(set, 'shared-');
      const applied: string[][] = [];
      for (const name of ['shared-a', 'shared-b', 'shared-c']) {
        applied.push(resultsOf(await set.api.provisionModel(request(name))));
      }
      await untilEach(set, 'each portal to list the models', names =>
        ['shared-a', 'shared-b', 'shared-c'].every(name =>
          names.includes(name),
        ),
      );
      const again = await set.api.provisionModel(request('shared-a'));
      stop();
      return {
        applied,
        changes,
        again: resultsOf(again),
      };
    },
  },
  {
    title: 'portal: one model provisioned several times at once',
    async observe(set) {
      const { changes, stop } = follow(set, 'raced');
      const answers = await Promise.allSettled(
        Array.from({ length: 4 }, () =>
          set.api.provisionModel(request('raced')),
        ),
      );
      stop();
      return {
        outcomes: answers.map(({ status }) => status),
        created: changes.filter(change => change.startsWith('ADDED')).sort(),
      };
    },
  },
  {
    title: 'portal: a model deleted through one is gone from each',
    async observe(set) {
      await set.api.provisionModel(request('passing'));
      await untilEach(set, 'each portal to list the model', names =>
        names.includes('passing'),
      );
      await set.api.deleteModel({
        cluster: 'local',
        namespace,
        name: 'passing',
      });
      await untilEach(
        set,
        'each portal to forget the model',
        names => !names.includes('passing'),
      );
      return { gone: true };
    },
  },
  {
    title: 'portal: a run goes on when who works on it is killed',
    async observe(set) {
      const { changes, stop } = follow(set, 'iris');
      let hold: Fault | undefined = { kind: 'delay', milliseconds: 120_000 };
      let worker: string | undefined;
      set.intercept = ({ method, path, query, user }) => {
        const isLast =
          method === 'PATCH' &&
          !query.has('dryRun') &&
          path.endsWith('/servicemonitors/iris-main-metrics');
        if (!isLast) return undefined;
        if (hold) worker = user;
        return hold;
      };
      const { id } = await set.scaffolder('/tasks', {
        templateRef: 'template:default/three-steps',
        values: {},
      });
      await until(async () => worker !== undefined, {
        what: 'the run to reach its last object',
        timeoutMilliseconds: runMilliseconds,
      });
      const beforeTheKill = [...changes];
      hold = undefined;
      await set.lose(worker!);
      const task = await ended(set, id);
      const events: { body: { message?: string } }[] = await set.scaffolder(
        `/tasks/${id}/events`,
      );
      const told = events.flatMap(({ body }) => body.message ?? []).join('\n');
      stop();
      return {
        status: task.status,
        beforeTheKill,
        changes,
        skippedWhatWasDone: told.includes(
          'Skipping step expose because it was already completed',
        ),
        lastObject: /ServiceMonitor ml-mon\/iris-main-metrics: (\w+)/.exec(
          told,
        )?.[1],
      };
    },
  },
  {
    title: 'portal: what was done is told after one is gone',
    async observe(set) {
      const { tasks } = await set.scaffolder('/tasks');
      return {
        runs: tasks.map((task: any) => task.status),
        models: (await namesIn(set.api)).sort(),
      };
    },
  },
];

async function ended({ scaffolder }: PortalSet, id: string) {
  const giveUpAt = Date.now() + runMilliseconds;
  for (;;) {
    const task = await scaffolder(`/tasks/${id}`);
    if (!['open', 'processing'].includes(task.status)) return task;
    if (Date.now() > giveUpAt) {
      throw new Error(`the run is still ${task.status}`);
    }
    await sleep(200);
  }
}
