import { type Check, answerOf } from '../Check';
import { deployment } from '../objects';
import { create, patchTypes, patcher } from '../requests';

export const subresourceChecks: Check[] = [
  {
    title: 'status: is written through its subresource alone',
    async observe(subject) {
      const created = await create(subject, 'routes', {
        apiVersion: 'route.openshift.io/v1',
        kind: 'Route',
        metadata: { name: 'model' },
        spec: { to: { kind: 'Service', name: 'model', weight: 100 } },
        status: { ingress: [{ host: 'created.example.com' }] },
      });
      const patch = patcher(subject, 'routes', 'model');
      const byMain = await patch('merge', {
        status: { ingress: [{ host: 'main.example.com' }] },
      });
      const byStatus = await patch(
        'merge',
        {
          status: { ingress: [{ host: 'status.example.com' }] },
          spec: { path: '/ignored' },
          metadata: { labels: { ignored: 'yes' } },
        },
        'status',
      );
      const read = await subject.request({
        path: subject.path('routes', 'model', 'status'),
      });
      const put = await subject.request({
        method: 'PUT',
        path: subject.path('routes', 'model', 'status'),
        body: { ...read.body, status: { ingress: [] } },
      });
      return {
        created: created.status ?? null,
        byMain: byMain.body.status ?? null,
        byStatus: [
          byStatus.status,
          byStatus.body.status,
          byStatus.body.spec,
          byStatus.body.metadata?.labels,
          byStatus.body.metadata?.generation,
        ],
        read: [read.status, read.body.kind, read.body.status],
        put: [put.status, put.body.status, put.body.metadata?.generation],
        withoutSubresource: answerOf(
          await subject.request({
            path: subject.path('configmaps', 'model', 'status'),
          }),
        ),
      };
    },
  },
  {
    title: 'status: of a Deployment, with its generation left alone',
    async observe(subject) {
      await create(subject, 'deployments', deployment('model'));
      const patched = await patcher(subject, 'deployments', 'model')(
        'merge',
        {
          status: {
            conditions: [
              { type: 'Example', status: 'True', reason: 'Because' },
            ],
          },
        },
        'status',
      );
      return {
        status: patched.status,
        condition: patched.body.status?.conditions
          ?.filter((one: any) => one.type === 'Example')
          .map((one: any) => [one.type, one.status, one.reason]),
        generation: patched.body.metadata.generation,
      };
    },
  },
  {
    title: 'scale: reads and changes the replicas of a Deployment',
    async observe(subject) {
      await create(subject, 'deployments', {
        ...deployment('model', { paused: true }),
      });
      const path = subject.path('deployments', 'model', 'scale');
      const read = await subject.request({ path });
      const patched = await subject.request({
        method: 'PATCH',
        path,
        contentType: patchTypes.merge,
        body: { spec: { replicas: 2 } },
      });
      const after = await subject.request({
        path: subject.path('deployments', 'model'),
      });
      return {
        read: answerOf(read),
        patched: [patched.status, patched.body.spec],
        after: [after.body.spec.replicas, after.body.metadata.generation],
      };
    },
  },
];
