import { type Check, answerOf, expectSuccess, outcomeOf } from '../Check';
import { configMap, deployment, serviceMonitor } from '../objects';
import { create } from '../requests';

export const replaceChecks: Check[] = [
  {
    title: 'replace: with the current, an old and no resource version',
    async observe(subject) {
      const created = await create(
        subject,
        'configmaps',
        configMap('settings'),
      );
      const path = subject.path('configmaps', 'settings');
      const put = (body: object) =>
        subject.request({ method: 'PUT', path, body });
      const same = await put(created);
      const changed = await put({ ...created, data: { colour: 'red' } });
      const old = await put({ ...created, data: { colour: 'blue' } });
      const { resourceVersion: _, ...unversioned } = created.metadata;
      const unconditional = await put({
        ...created,
        metadata: unversioned,
        data: { colour: 'grey' },
      });
      const custom = await create(
        subject,
        'servicemonitors',
        serviceMonitor('model'),
      );
      const customUnconditional = await subject.request({
        method: 'PUT',
        path: subject.path('servicemonitors', 'model'),
        body: serviceMonitor('model', { jobLabel: custom.metadata.name }),
      });
      return {
        sameKeepsVersion:
          same.body.metadata.resourceVersion ===
          created.metadata.resourceVersion,
        changed: changed.status,
        newVersion:
          changed.body.metadata.resourceVersion !==
          created.metadata.resourceVersion,
        old: answerOf(old),
        unconditional: [unconditional.status, unconditional.body.data],
        customUnconditional: answerOf(customUnconditional),
      };
    },
  },
  {
    title: 'replace: refuses another name, another uid and an absent object',
    async observe(subject) {
      const created = await create(
        subject,
        'configmaps',
        configMap('settings'),
      );
      const put = (name: string, metadata: object) =>
        subject.request({
          method: 'PUT',
          path: subject.path('configmaps', name),
          body: { ...created, metadata },
        });
      const { uid: _, resourceVersion: __, ...plain } = created.metadata;
      return {
        otherName: answerOf(await put('others', created.metadata)),
        otherUid: outcomeOf(
          await put('settings', {
            ...plain,
            uid: '00000000-0000-4000-8000-000000000000',
          }),
        ),
        absent: answerOf(await put('absent', { ...plain, name: 'absent' })),
      };
    },
  },
  {
    title: 'generation: counts changes of the specification alone',
    async observe(subject) {
      const generations: Record<string, number[]> = {};
      for (const [resource, body, change] of [
        ['deployments', deployment('model'), { spec: { minReadySeconds: 3 } }],
        [
          'servicemonitors',
          serviceMonitor('model'),
          { spec: { jobLabel: 'a' } },
        ],
      ] as const) {
        const created = await create(subject, resource, body);
        const path = subject.path(resource, 'model');
        const patch = async (patchBody: object) =>
          expectSuccess(
            await subject.request({
              method: 'PATCH',
              path,
              body: patchBody,
              contentType: 'application/merge-patch+json',
            }),
          ).body.metadata.generation;
        generations[resource] = [
          created.metadata.generation,
          await patch({ metadata: { labels: { team: 'fraud' } } }),
          await patch(change),
          await patch(change),
        ];
      }
      return generations;
    },
  },
];
