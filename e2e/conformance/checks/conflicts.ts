import { type Check, answerOf } from '../Check';
import {
  configMap,
  deployment,
  predictor,
  seldonDeployment,
  serviceMonitor,
} from '../objects';
import { apply, create, owners } from '../requests';

export const conflictChecks: Check[] = [
  {
    title: 'apply: conflicts name the manager and the field',
    async observe(subject) {
      await apply(
        subject,
        'configmaps',
        configMap('settings', { a: '1', b: '2' }),
      );
      const one = await apply(
        subject,
        'configmaps',
        configMap('settings', { a: '9' }),
        {
          manager: 'other',
        },
      );
      const two = await apply(
        subject,
        'configmaps',
        configMap('settings', { a: '9', b: '9' }),
        { manager: 'other' },
      );
      const left = await subject.request({
        path: subject.path('configmaps', 'settings'),
      });
      return {
        one: answerOf(one),
        two: answerOf(two),
        left: left.body.data,
      };
    },
  },
  {
    title: 'apply: conflicts with several managers and with plain writers',
    async observe(subject) {
      await create(
        subject,
        'configmaps',
        configMap('settings', { a: '1', b: '2' }),
        'kubectl',
      );
      await apply(
        subject,
        'configmaps',
        configMap('settings', { a: '1', c: '3' }),
        {
          manager: 'other',
        },
      );
      const conflict = await apply(
        subject,
        'configmaps',
        configMap('settings', { a: '9', b: '9', c: '9' }),
      );
      await create(
        subject,
        'servicemonitors',
        serviceMonitor('model'),
        'kubectl',
      );
      const custom = await apply(
        subject,
        'servicemonitors',
        serviceMonitor('model', { endpoints: [{ port: 'grpc' }] }),
      );
      await create(subject, 'deployments', deployment('model'), 'kubectl');
      const changed = deployment('model');
      changed.spec.replicas = 3;
      changed.spec.template.spec.containers[0].image =
        'registry.example.com/b:2';
      const nested = await apply(subject, 'deployments', changed);
      return {
        conflict: answerOf(conflict),
        custom: answerOf(custom),
        nested: answerOf(nested),
      };
    },
  },
  {
    title: 'apply: predictors are owned as a whole',
    async observe(subject) {
      await apply(subject, 'seldondeployments', seldonDeployment('model'));
      const added = seldonDeployment('model', [
        predictor('default'),
        predictor('canary'),
      ]);
      const refused = await apply(subject, 'seldondeployments', added, {
        manager: 'other',
      });
      const forced = await apply(subject, 'seldondeployments', added, {
        manager: 'other',
        force: true,
      });
      return {
        refused: answerOf(refused),
        forced: [
          forced.status,
          forced.body.spec?.predictors.map((one: any) => one.name),
          owners(forced.body),
        ],
      };
    },
  },
];
